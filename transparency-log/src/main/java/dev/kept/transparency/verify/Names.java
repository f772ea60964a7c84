package dev.kept.transparency.verify;

/** What was read, shown on a terminal: whatever stands in it, it stays one short line and commands nothing. */
final class Names {

    private static final int LONGEST = 200;

    private Names() {}

    static String shown(String read) {
        StringBuilder shown = new StringBuilder();
        read.codePoints()
                .limit(LONGEST)
                .map(c -> switch (Character.getType(c)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> '?';
                    case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE -> '?';
                    default -> c;
                })
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
