package dev.kept.projections.views.markdown;

import dev.kept.wording.ShownText;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts as Markdown (CommonMark, with GitHub's tables and links) shows them letter for letter: none of their characters means anything to
 * it, wherever the text stands. What a reader of Markdown would drop or act upon is written as a character reference.
 */
public final class MarkdownText {

    private static final String SPECIAL = "\\`*_{}[]<>&|~$^#@";
    private static final Pattern BREAKS = Pattern.compile("\r\n|[\n\r]");
    private static final Pattern BEGINS_A_BLOCK = Pattern.compile("^(\\d{0,9})([-+=:.)])");
    private static final String BREAK = "&#10;";

    private MarkdownText() {}

    /** On one line; where the text begins another one, a reference keeps that. */
    public static String line(String text) {
        Lines lines = Lines.of(text);
        return String.join(BREAK, lines.literal()) + BREAK.repeat(lines.breaksAfter());
    }

    /** A quotation with the text's own lines, ended by an empty line. */
    public static String quotation(String text, String indent) {
        Lines lines = Lines.of(text);
        int last = lines.literal().size() - 1;
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < last; i++) {
            String line = lines.literal().get(i);
            // A backslash alone, or two blanks, keep the break.
            quoted.append(indent)
                    .append(line.isEmpty() ? "> \\" : "> " + line + "  ")
                    .append('\n');
        }
        String end = lines.literal().get(last) + BREAK.repeat(lines.breaksAfter());
        return quoted.append(indent)
                .append(end.isEmpty() ? ">" : "> " + end)
                .append("\n\n")
                .toString();
    }

    /**
     * A text's lines.
     *
     * @param literal at least one; the last is empty in an empty text alone
     * @param breaksAfter how many line breaks follow the last
     */
    private record Lines(List<String> literal, int breaksAfter) {

        static Lines of(String text) {
            String[] all = BREAKS.split(ShownText.contained(text), -1);
            int count = all.length;
            while (count > 1 && all[count - 1].isEmpty()) {
                count--;
            }
            return new Lines(
                    Arrays.stream(all, 0, count).map(MarkdownText::literal).toList(), all.length - count);
        }
    }

    private static String literal(String line) {
        int begin = 0;
        int end = line.length();
        while (begin < end && isBlank(line.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(line.charAt(end - 1))) {
            end--;
        }
        StringBuilder literal = new StringBuilder();
        line.substring(0, begin).chars().forEach(c -> reference(c, literal));
        String inner = inner(line.substring(begin, end));
        literal.append(begin > 0 ? inner : BEGINS_A_BLOCK.matcher(inner).replaceFirst("$1\\\\$2"));
        line.substring(end).chars().forEach(c -> reference(c, literal));
        return literal.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || Character.isSpaceChar(c);
    }

    private static String inner(String text) {
        StringBuilder inner = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || ShownText.isDirection(c) || c == 0x2028 || c == 0x2029) {
                reference(c, inner);
            } else {
                if (c < 128 && SPECIAL.indexOf(c) >= 0) {
                    inner.append('\\');
                }
                inner.appendCodePoint(c);
            }
        });
        return inner.toString().replace("://", ":\\//").replace("www.", "www\\.");
    }

    private static void reference(int c, StringBuilder to) {
        to.append("&#").append(c).append(';');
    }
}
