package dev.kept.accounts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields and gathers what is wrong with all of them. */
class Fields {

    private final List<FieldError> errors = new ArrayList<>();

    /** Empty when it is wrong: nobody is to go on with it. */
    String read(Field field, @Nullable String typed) {
        return switch (field.read(typed)) {
            case Field.Reading.Right(String value) -> value;
            case Field.Reading.Wrong(FieldError error) -> {
                errors.add(error);
                yield "";
            }
        };
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }
}
