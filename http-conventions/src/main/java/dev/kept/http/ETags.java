package dev.kept.http;

import org.jspecify.annotations.Nullable;

/** An entity tag is the sequence of the last entry that went into an answer, in quotes. */
public final class ETags {

    private static final String WEAK = "W/";
    private static final int MAX_DIGITS = 18;

    private ETags() {}

    public static String of(long sequence) {
        return "\"" + sequence + "\"";
    }

    /**
     * The sequence in a tag; null when the text is no tag of ours: a list, garbage. A weak tag counts as well: a proxy that compresses makes
     * ours weak, and the sequence in it is as exact as before.
     */
    static @Nullable Long parse(String text) {
        String tag = text.startsWith(WEAK) ? text.substring(WEAK.length()) : text;
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
