package dev.kept.events;

/**
 * What a person wrote. A statement holds only its digest, so that a text can be erased while every statement's bytes stay as they
 * were. No decision and no fold may depend on a text.
 */
public sealed interface Text {

    /**
     * The text itself.
     *
     * @param value well-formed Unicode without NUL; limits of length are the business of whoever accepts it
     */
    record Disclosed(String value) implements Text {
        public Disclosed {
            requireWellFormed(value);
        }

        /** A text must not reach a log by way of a record's string form. */
        @Override
        public String toString() {
            return "Disclosed[" + value.length() + " chars]";
        }
    }

    /**
     * A text known by its digest only: it was erased, or the reader was not given its disclosure.
     *
     * @param sequence the entry that holds it
     * @param field its place in the entry's data, a JSON pointer without the leading slash, e.g. {@code evidence/0/label}
     * @param digest base64url of SHA-256 over the disclosure's ASCII bytes, unpadded
     */
    record Sealed(long sequence, String field, String digest) implements Text {}

    static Text of(String value) {
        return new Disclosed(value);
    }

    /** Whether the string can stand in a statement: every surrogate paired, no NUL. */
    static boolean isWellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void requireWellFormed(String value) {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("a text must be well-formed Unicode without NUL");
        }
    }
}
