package dev.kept.projections.views.export;

import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from taking a text, or a part of one, for a formula. Spreadsheets split cells at the list separator of their
 * language, inside quotation marks as well: so wherever such a cell could begin, at the text's beginning and after every separator or
 * line break, an apostrophe goes before {@code = + - @}. It goes before an apostrophe there too, so that removing one apostrophe at each
 * of these places gives the text back.
 */
final class Formulas {

    /** A separator, and what a spreadsheet skips after it. */
    private static final String BEGINNING = "(?:^|[,;:|!#^~\\t\\n\\x0B\\f\\r\\u0085\\u2028\\u2029"
            + "\u060C\u061B\u3001\uFF0C\uFF1A\uFF1B\uFF5C])[\\s\\p{Z}\\p{Cf}\"]*";

    /** Also in full width, which some spreadsheets fold. */
    private static final String SIGN = "[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20']";

    private static final Pattern TO_GUARD = Pattern.compile("(" + BEGINNING + ")(?=" + SIGN + ")");
    private static final Pattern GUARDED = Pattern.compile("(" + BEGINNING + ")'(?=" + SIGN + ")");

    private Formulas() {}

    static String guarded(String text) {
        return TO_GUARD.matcher(text).replaceAll("$1'");
    }

    /** The text that was guarded. */
    static String original(String guarded) {
        return GUARDED.matcher(guarded).replaceAll("$1");
    }
}
