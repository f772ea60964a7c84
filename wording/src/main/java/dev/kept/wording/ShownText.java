package dev.kept.wording;

import java.util.ArrayDeque;
import java.util.Deque;

/** Texts as they are shown among other words: their marks of direction turn nothing around them. */
public final class ShownText {

    private static final int BEGIN_EMBEDDING = 0x202A;
    private static final int END_EMBEDDING = 0x202C;
    private static final int OVERRIDE_TO_RIGHT = 0x202D;
    private static final int OVERRIDE_TO_LEFT = 0x202E;
    private static final int BEGIN_ISOLATE = 0x2066;
    private static final int END_ISOLATE = 0x2069;

    private ShownText() {}

    /**
     * The text as it can stand among other words, letter for letter where its marks of direction act on nothing but itself. Those that
     * override the order of its own letters, and ends without a beginning, which would end what surrounds the text, are given by their
     * number, e.g. {@code ⟦U+202E⟧}. What a line begins and does not end is ended with that line.
     */
    public static String contained(String text) {
        if (text.codePoints().noneMatch(ShownText::isDirection)) {
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
}
