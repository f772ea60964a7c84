package dev.kept.subscriptions.calendar;

/** Folds content lines at 75 octets, as RFC 5545 requires, without cutting a character. The library counts characters instead. */
final class Folded {

    private static final int MAX_OCTETS = 75;
    private static final String FOLD = "\r\n ";

    private Folded() {}

    /** Refolds what the library folded. */
    static String of(String lines) {
        StringBuilder folded = new StringBuilder(lines.length() + lines.length() / MAX_OCTETS);
        for (String line : lines.replace(FOLD, "").split("\r\n", -1)) {
            int octets = 0;
            for (int i = 0; i < line.length(); ) {
                int point = line.codePointAt(i);
                int width = octetsOf(point);
                if (octets + width > MAX_OCTETS) {
                    folded.append(FOLD);
                    octets = 1;
                }
                folded.appendCodePoint(point);
                octets += width;
                i += Character.charCount(point);
            }
            folded.append("\r\n");
        }
        // The last line ends already.
        folded.setLength(folded.length() - 2);
        return folded.toString();
    }

    private static int octetsOf(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? 3 : 4;
    }
}
