package dev.kept.projections.document;

import java.util.regex.Pattern;

/** Texts as Markdown shows them literally: none of their characters means anything to it, wherever the text stands. */
final class Markdown {

    private static final String SPECIAL = "\\`*_{}[]<>&|~$^#@";
    private static final Pattern BREAKS = Pattern.compile("\r\n|[\n\r\u000B\u000C\u0085\u2028\u2029]");
    private static final Pattern BEGINS_A_BLOCK = Pattern.compile("^(\\d{0,9})([-+=:.)])");

    private Markdown() {}

    /** On one line, whatever it was. */
    static String line(String text) {
        return literal(BREAKS.matcher(text).replaceAll(" ")).strip();
    }

    /** A quotation with the text's own lines, ended by an empty line. */
    static String quotation(String text, String indent) {
        StringBuilder quoted = new StringBuilder();
        for (String line : BREAKS.split(text.strip(), -1)) {
            String shown = literal(line).strip();
            // Two blanks at the end keep the break.
            quoted.append(indent)
                    .append(shown.isEmpty() ? ">" : "> " + shown + "  ")
                    .append('\n');
        }
        return quoted.append('\n').toString();
    }

    /** Of one line. What would turn around whatever follows it is left out, as are other control characters. */
    private static String literal(String line) {
        StringBuilder literal = new StringBuilder();
        line.strip().codePoints().forEach(c -> {
            if (c == '\t') {
                literal.append(' ');
            } else if (!Character.isISOControl(c) && !turnsAround(c)) {
                if (c < 128 && SPECIAL.indexOf(c) >= 0) {
                    literal.append('\\');
                }
                literal.appendCodePoint(c);
            }
        });
        String unlinked = literal.toString().replace("://", ":\\//").replace("www.", "www\\.");
        return BEGINS_A_BLOCK.matcher(unlinked.stripLeading()).replaceFirst("$1\\\\$2");
    }

    private static boolean turnsAround(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
