package dev.kept.accounts;

import dev.kept.http.VisibleText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people fill in, and what each may hold; the same for pages and programs. */
public enum AccountField {
    EMAIL("email", "an", "e-mail address", 254) {
        @Override
        Reading check(String email) {
            return EMAIL_SHAPE.matcher(email).matches()
                    ? new Reading.Right(email)
                    : wrong("not-an-email-address", "Enter an e-mail address such as name@example.org.");
        }
    },
    NAME("name", "a", "name", 100),
    LABEL("label", "a", "label", 100),
    PASSKEY("passkey", "a", "name for the passkey", 100),
    PASSWORD("password", "a", "password", 128) {
        @Override
        Reading check(String password) {
            return password.codePointCount(0, password.length()) < PASSWORD_MIN
                    ? wrong("too-short", "The password must have at least %d characters.".formatted(PASSWORD_MIN))
                    : new Reading.Right(password);
        }
    };

    /** A field's value as it is kept, or what is wrong with it. */
    public sealed interface Reading {
        record Right(String value) implements Reading {
            @Override
            public String toString() {
                return "Right";
            }
        }

        record Wrong(FieldError error) implements Reading {}
    }

    /** The fewest characters of a password. */
    public static final int PASSWORD_MIN = 12;

    private static final Pattern EMAIL_SHAPE = Pattern.compile("[^\\s@]{1,64}@[^\\s@]+");

    private final String key;
    private final String article;
    private final String noun;
    private final int max;

    AccountField(String key, String article, String noun, int max) {
        this.key = key;
        this.article = article;
        this.noun = noun;
        this.max = max;
    }

    /** The field of this name in forms and in JSON. */
    public static AccountField named(String key) {
        return Arrays.stream(values())
                .filter(field -> field.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field is called " + key));
    }

    /** Its name in forms and in JSON. */
    public String key() {
        return key;
    }

    /** The most characters it may have. */
    public int max() {
        return max;
    }

    public Reading read(@Nullable String typed) {
        if (typed == null || VisibleText.isBlank(typed)) {
            return wrong("required", "Enter %s %s.".formatted(article, noun));
        }
        if (!isPlainText(typed)) {
            return wrong("not-text", "The %s has a character that cannot be kept.".formatted(noun));
        }
        String kept =
                this == PASSWORD ? comparablePassword(typed) : Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        return kept.codePointCount(0, kept.length()) > max
                ? wrong("too-long", "The %s must have at most %d characters.".formatted(noun, max))
                : check(kept);
    }

    Reading check(String kept) {
        return new Reading.Right(kept);
    }

    Reading wrong(String code, String detail) {
        return new Reading.Wrong(new FieldError(key, code, detail));
    }

    /** Two ways to type the same address are one; upper and lower case are not told apart. */
    static String emailKey(String email) {
        return Normalizer.normalize(email.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** The same characters, typed on another keyboard or system, are the same password. */
    static String comparablePassword(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** Without control characters, halves of characters, and marks that turn the direction of what stands beside them. */
    static boolean isPlainText(String text) {
        return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                })
                && !VisibleText.reorders(text);
    }
}
