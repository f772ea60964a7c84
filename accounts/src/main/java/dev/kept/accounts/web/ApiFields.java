package dev.kept.accounts.web;

import dev.kept.accounts.AccountField;
import dev.kept.accounts.FieldError;
import dev.kept.accounts.invitation.Brought;
import dev.kept.http.FieldType;
import dev.kept.http.Invalid;

/** The fields as programs send and read about them. */
class ApiFields {

    static final FieldType<String> EMAIL =
            kind(AccountField.EMAIL, "email", "Unique, whatever its upper and lower case.");
    static final FieldType<String> NAME = kind(AccountField.NAME, "name", "As the other members of a ledger see it.");
    static final FieldType<String> PASSWORD =
            kind(AccountField.PASSWORD, "password", "12 to 128 characters of any kind, for signing in on the pages.");
    static final FieldType<String> LABEL = kind(AccountField.LABEL, "label", "What the credential is for.");

    static final FieldType<String> INVITATION = FieldType.line(Brought.MAX_LENGTH)
            .describedAs(
                    "The link of an invitation, the whole of it with what stands behind the `#` or the `?`. Needed where"
                            + " only invited people sign up.");

    private ApiFields() {}

    private static FieldType<String> kind(AccountField field, String format, String description) {
        return FieldType.parsed(format, description, field.max(), "", text -> switch (field.read(text)) {
            case AccountField.Reading.Right(String value) -> value;
            case AccountField.Reading.Wrong(FieldError error) -> throw new Invalid(error.code(), error.detail());
        });
    }
}
