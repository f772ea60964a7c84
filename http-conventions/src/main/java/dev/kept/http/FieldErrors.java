package dev.kept.http;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request. A request with very many faults gets the first {@link #MAX}. */
final class FieldErrors {

    static final int MAX = 100;
    private static final int MAX_NAME = 100;

    private final List<FieldError> errors = new ArrayList<>();

    Pointer at(String pointer) {
        return new Pointer(this, pointer);
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** @throws Problem when anything is wrong */
    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw Problem.invalidFields(errors);
        }
    }

    /** Where in the request: faults found there are noted under its pointer. */
    record Pointer(FieldErrors all, String pointer) {

        Pointer child(String name) {
            return new Pointer(
                    all, pointer + "/" + printable(name).replace("~", "~0").replace("/", "~1"));
        }

        void refuse(String code, String detail) {
            if (all.errors.size() < MAX) {
                all.errors.add(new FieldError(pointer, code, detail));
            }
        }

        int faults() {
            return all.errors.size();
        }

        /** A client's own field name, fit to stand in an answer. */
        private static String printable(String name) {
            StringBuilder fit = new StringBuilder();
            name.codePoints()
                    .limit(MAX_NAME)
                    .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                            ? 0xFFFD
                            : point)
                    .forEach(fit::appendCodePoint);
            return fit.toString();
        }
    }
}
