package dev.kept.http;

import org.jspecify.annotations.Nullable;

/** An entity tag is the sequence of the last entry that went into an answer, in quotes. */
public final class ETags {

    private static final int MAX_DIGITS = 18;

    private ETags() {}

    public static String of(long sequence) {
        return "\"" + sequence + "\"";
    }

    /**
     * The sequence in a tag; null when the text is no tag of ours: a list, a weak tag, garbage.
     */
    static @Nullable Long parse(String tag) {
        int digits = tag.length() - 2;
        if (digits < 1 || digits > MAX_DIGITS || tag.charAt(0) != '"' || tag.charAt(digits + 1) != '"') {
            return null;
        }
        return sequence(tag.substring(1, digits + 1));
    }

    static @Nullable Long sequence(String digits) {
        boolean fits = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return fits ? Long.valueOf(digits) : null;
    }
}
