package dev.kept.accounts.web;

import dev.kept.accounts.AccountField;
import dev.kept.accounts.FieldError;
import dev.kept.http.Invalid;
import dev.kept.http.Kind;

/** The fields as programs send and read about them. */
class ApiFields {

    static final Kind<String> EMAIL =
            kind(AccountField.EMAIL, "email", "Unique, whatever its upper and lower case. It is not verified.");
    static final Kind<String> NAME = kind(AccountField.NAME, "name", "As the other members of a ledger see it.");
    static final Kind<String> PASSWORD =
            kind(AccountField.PASSWORD, "password", "12 to 128 characters of any kind, for signing in on the pages.");
    static final Kind<String> LABEL = kind(AccountField.LABEL, "label", "What the credential is for.");

    private ApiFields() {}

    private static Kind<String> kind(AccountField field, String format, String description) {
        return Kind.parsed(format, description, field.max(), "", text -> switch (field.read(text)) {
            case AccountField.Reading.Right(String value) -> value;
            case AccountField.Reading.Wrong(FieldError error) -> throw new Invalid(error.code(), error.detail());
        });
    }
}
