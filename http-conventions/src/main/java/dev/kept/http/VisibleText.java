package dev.kept.http;

/** What people can see of a text: {@link String#isBlank} knows neither U+200B nor U+00A0, U+2060 or U+3164. */
public final class VisibleText {

    private static final int BEGIN_EMBEDDING = 0x202A;
    private static final int OVERRIDE_TO_LEFT = 0x202E;
    private static final int BEGIN_ISOLATE = 0x2066;
    private static final int END_ISOLATE = 0x2069;

    private VisibleText() {}

    /** Whether it holds no character that leaves a mark on a page. */
    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(VisibleText::isVisible);
    }

    /** Whether it holds a mark that overrides or embeds a direction, and so can make other words read as they were not written. */
    public static boolean reorders(String text) {
        return text.codePoints().anyMatch(VisibleText::isDirection);
    }

    private static boolean isDirection(int c) {
        return (c >= BEGIN_EMBEDDING && c <= OVERRIDE_TO_LEFT) || (c >= BEGIN_ISOLATE && c <= END_ISOLATE);
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> !isFiller(c);
        };
    }

    /** Letters and symbols that are drawn as nothing: the fillers of Hangul, and Braille's empty cell. */
    private static boolean isFiller(int c) {
        return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
    }
}
