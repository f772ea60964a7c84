package dev.kept.cli;

/**
 * Other people's texts for a terminal. What a terminal would act upon is replaced: control characters, among them those that begin
 * escape sequences, and marks that change the direction of what follows.
 */
final class Harmless {

    private static final char REPLACEMENT = '\uFFFD';

    private Harmless() {}

    /** On one line. */
    static String line(String text) {
        return replaced(text, false);
    }

    /** With its line breaks. */
    static String lines(String text) {
        return replaced(text.replace("\r\n", "\n"), true);
    }

    /** JSON that says the same, with the characters written as escapes: they stand within strings only. */
    static String json(String json) {
        StringBuilder harmless = new StringBuilder(json.length());
        json.chars().forEach(each -> {
            char character = (char) each;
            if (character != '\n' && acts(character)) {
                harmless.append("\\u%04x".formatted(each));
            } else {
                harmless.append(character);
            }
        });
        return harmless.toString();
    }

    private static String replaced(String text, boolean keepsBreaks) {
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            if (each == '\n' && keepsBreaks) {
                harmless.append('\n');
            } else if (each == '\n' || each == '\t' || each == '\r') {
                harmless.append(' ');
            } else if (each <= Character.MAX_VALUE && acts((char) each)) {
                harmless.append(REPLACEMENT);
            } else {
                harmless.appendCodePoint(each);
            }
        });
        return harmless.toString();
    }

    private static boolean acts(char character) {
        return Character.isISOControl(character)
                || character >= '\u202A' && character <= '\u202E'
                || character >= '\u2066' && character <= '\u2069'
                || character == '\u2028'
                || character == '\u2029';
    }
}
