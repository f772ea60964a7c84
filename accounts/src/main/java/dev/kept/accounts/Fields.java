package dev.kept.accounts;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields that people fill in, and gathers what is wrong with all of them. */
class Fields {

    static final int PASSWORD_MIN = 12;
    static final int PASSWORD_MAX = 128;
    private static final int EMAIL_MAX = 254;
    private static final int NAME_MAX = 100;
    private static final int LABEL_MAX = 100;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]+");

    private final List<FieldError> errors = new ArrayList<>();

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    String email(@Nullable String value) {
        String email = line("email", "e-mail address", value, EMAIL_MAX);
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            refuse("email", "not-an-email-address", "Enter an e-mail address such as name@example.org.");
        }
        return email;
    }

    String name(@Nullable String value) {
        return line("name", "name", value, NAME_MAX);
    }

    String label(@Nullable String value) {
        return line("label", "label", value, LABEL_MAX);
    }

    String password(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            refuse("password", "required", "Enter a password.");
            return "";
        }
        String password = comparablePassword(value);
        int length = password.codePointCount(0, password.length());
        if (length < PASSWORD_MIN) {
            refuse("password", "too-short", "The password needs at least %d characters.".formatted(PASSWORD_MIN));
        } else if (length > PASSWORD_MAX) {
            refuse("password", "too-long", "The password may have at most %d characters.".formatted(PASSWORD_MAX));
        } else if (hasLoneSurrogate(password)) {
            refuse("password", "not-text", "The password has a character that cannot be kept.");
        }
        return password;
    }

    /** Two ways to type the same address are one; upper and lower case are not told apart. */
    static String emailKey(String email) {
        return Normalizer.normalize(email.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** The same characters, typed on another keyboard or system, are the same password. */
    static String comparablePassword(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private String line(String field, String noun, @Nullable String value, int max) {
        String line = value == null ? "" : value.strip();
        if (line.isEmpty()) {
            refuse(field, "required", "Enter %s %s.".formatted(noun.startsWith("e") ? "an" : "a", noun));
        } else if (line.codePointCount(0, line.length()) > max) {
            refuse(field, "too-long", "The %s may have at most %d characters.".formatted(noun, max));
            return "";
        } else if (line.codePoints().anyMatch(Fields::isNoPlainText)) {
            refuse(field, "not-text", "The %s has a character that cannot be shown.".formatted(noun));
            return "";
        }
        return Normalizer.normalize(line, Normalizer.Form.NFC);
    }

    /** Control characters, halves of characters, and marks that turn the direction of what stands beside them. */
    private static boolean isNoPlainText(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT ->
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
            default -> false;
        };
    }

    private void refuse(String field, String code, String detail) {
        errors.add(new FieldError(field, code, detail));
    }
}
