package dev.kept.transparency;

import java.util.Base64;

/** Readings that accept one spelling of each value, so that no two different inputs mean the same. */
public final class Strict {

    private static final int LONGEST_LONG = 19;

    private Strict() {}

    /**
     * Reads standard base64 (RFC 4648, section 4): padded, no other character, unused bits zero.
     *
     * @throws Malformed when it is anything else
     */
    public static byte[] base64(String text) {
        return canonical(text, Base64.getDecoder(), Base64.getEncoder());
    }

    /**
     * Reads base64url without padding (RFC 4648, section 5), unused bits zero.
     *
     * @throws Malformed when it is anything else
     */
    public static byte[] base64Url(String text) {
        return canonical(text, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
    }

    /**
     * Reads a number from 0 to {@link Long#MAX_VALUE} in ASCII digits without leading zeros.
     *
     * @throws Malformed when it is anything else
     */
    public static long decimal(String digits) {
        if (digits.isEmpty()
                || digits.length() > LONGEST_LONG
                || (digits.length() > 1 && digits.charAt(0) == '0')
                || !areDigits(digits)) {
            throw new Malformed("a number is not written in plain digits");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new Malformed("a number is too large");
        }
    }

    /** Whether there is nothing but ASCII digits. */
    public static boolean areDigits(CharSequence digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static byte[] canonical(String text, Base64.Decoder decoder, Base64.Encoder encoder) {
        try {
            byte[] bytes = decoder.decode(text);
            if (encoder.encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below: the decoder's own message quotes what it read.
        }
        throw new Malformed("a value is not base64");
    }
}
