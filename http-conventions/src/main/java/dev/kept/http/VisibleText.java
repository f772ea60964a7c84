package dev.kept.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** What people can see of a text: {@link String#isBlank} knows neither U+200B nor U+00A0, U+2060 or U+3164. */
public final class VisibleText {

    private static final int BEGIN_EMBEDDING = 0x202A;
    private static final int END_EMBEDDING = 0x202C;
    private static final int OVERRIDE_TO_RIGHT = 0x202D;
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

    /**
     * The text as it can stand among other words, letter for letter where its marks of direction act on nothing but itself. Those that
     * override the order of its own letters, and ends without a beginning, which would end what surrounds the text, are given by their
     * number, e.g. {@code ⟦U+202E⟧}. What a line begins and does not end is ended with that line.
     */
    public static String contained(String text) {
        if (!reorders(text)) {
            return text;
        }
        StringBuilder contained = new StringBuilder();
        Deque<Integer> open = new ArrayDeque<>();
        text.codePoints().forEach(c -> {
            if (Character.getDirectionality(c) == Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR) {
                end(open, contained);
            }
            if (isDirection(c) && !balances(c, open)) {
                contained.append(numbered(c));
            } else {
                contained.appendCodePoint(c);
            }
        });
        end(open, contained);
        return contained.toString();
    }

    /** A character that cannot be shown, by its number. */
    public static String numbered(int codePoint) {
        return "\u27E6U+%04X\u27E7".formatted(codePoint);
    }

    /** Whether it begins or ends a direction. */
    public static boolean isDirection(int c) {
        return (c >= BEGIN_EMBEDDING && c <= OVERRIDE_TO_LEFT) || (c >= BEGIN_ISOLATE && c <= END_ISOLATE);
    }

    /** Whether a mark of direction begins something that can be ended, or ends what is open. */
    private static boolean balances(int c, Deque<Integer> open) {
        if (c == END_EMBEDDING) {
            boolean begun = Integer.valueOf(END_EMBEDDING).equals(open.peek());
            if (begun) {
                open.pop();
            }
            return begun;
        }
        if (c == END_ISOLATE) {
            boolean begun = open.contains(END_ISOLATE);
            while (begun && open.pop() != END_ISOLATE) {
                // The end of an isolate ends the embeddings within.
            }
            return begun;
        }
        if (c == OVERRIDE_TO_RIGHT || c == OVERRIDE_TO_LEFT) {
            return false;
        }
        open.push(c >= BEGIN_ISOLATE ? END_ISOLATE : END_EMBEDDING);
        return true;
    }

    /** Ends all that is open, the last first. */
    private static void end(Deque<Integer> open, StringBuilder text) {
        open.forEach(text::appendCodePoint);
        open.clear();
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
