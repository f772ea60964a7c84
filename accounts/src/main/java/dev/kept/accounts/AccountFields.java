package dev.kept.accounts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields and gathers what is wrong with all of them. */
class AccountFields {

    private final List<FieldError> errors = new ArrayList<>();

    /** Empty when it is wrong: nobody is to go on with it. */
    String read(AccountField field, @Nullable String typed) {
        return switch (field.read(typed)) {
            case AccountField.Reading.Right(String value) -> value;
            case AccountField.Reading.Wrong(FieldError error) -> {
                errors.add(error);
                yield "";
            }
        };
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }
}
