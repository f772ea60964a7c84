package dev.kept.accounts.web;

import dev.kept.accounts.AccountField;
import dev.kept.accounts.FieldError;
import dev.kept.accounts.passkey.Passkeys;
import dev.kept.wording.Messages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, as its page shows it: all on top, and each beside its field. */
record Errors(List<FieldError> all) {

    static final Errors NONE = new Errors(List.of());

    /** @param message of the bundles */
    static Errors of(String field, Messages messages, String message, Object... arguments) {
        return new Errors(List.of(new FieldError(field, message, messages.text(message, arguments))));
    }

    /** What is wrong with fields, in the language of the page. */
    static Errors of(List<FieldError> errors, Messages messages) {
        return new Errors(errors.stream()
                .map(error -> new FieldError(
                        error.field(),
                        error.code(),
                        messages.text("accounts.wrong." + error.field() + "-" + error.code(), limit(error))))
                .toList());
    }

    /** What the sentence about a length or a number names; 0 where none is named. */
    private static int limit(FieldError error) {
        return switch (error.code()) {
            case "too-short" -> AccountField.PASSWORD_MIN;
            case "too-many" -> Passkeys.MOST;
            case "too-long" -> AccountField.named(error.field()).max();
            default -> 0;
        };
    }

    public boolean any() {
        return !all.isEmpty();
    }

    /** The sentence beside a field; null when nothing is wrong with it. */
    public @Nullable String of(String field) {
        return all.stream()
                .filter(error -> error.field().equals(field))
                .map(FieldError::detail)
                .findFirst()
                .orElse(null);
    }

    /** The ids of what describes a field to who cannot see the page; null when nothing does. */
    public @Nullable String describedBy(String field, boolean helped) {
        boolean wrong = of(field) != null;
        if (helped && wrong) {
            return field + "-help " + field + "-error";
        }
        if (wrong) {
            return field + "-error";
        }
        return helped ? field + "-help" : null;
    }
}
