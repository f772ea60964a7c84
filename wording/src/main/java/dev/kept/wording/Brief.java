package dev.kept.wording;

import org.jspecify.annotations.Nullable;

/** Long texts, as lists name them. */
public final class Brief {

    private static final int MOST = 100;

    private Brief() {}

    /** The first line, and not more of it than fits into a list. */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String line = text.lines().findFirst().orElse("").strip();
        return line.codePointCount(0, line.length()) <= MOST
                ? line
                : ShownText.contained(line.substring(0, line.offsetByCodePoints(0, MOST - 1)) + "…");
    }
}
