package dev.kept.transparency.tiles;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;

/** How the formats write an index and a width into a path: {@code x001/x234/067} or {@code x001/x234/067.p/12}. */
public final class TilePath {

    /** The width of what is full. */
    public static final int FULL = 256;

    private static final String PARTIAL = ".p/";
    private static final int GROUP = 3;

    private TilePath() {}

    /**
     * A number in groups of three digits, all but the last preceded by {@code x}, each a folder of its own.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public static String of(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("no path has a negative number");
        }
        StringBuilder path = new StringBuilder().append(number);
        path.insert(0, "0".repeat((GROUP - path.length() % GROUP) % GROUP));
        for (int at = path.length() - GROUP; at > 0; at -= GROUP) {
            path.insert(at, '/').insert(at - GROUP, 'x');
        }
        return path.toString();
    }

    /** As {@link #of(long)}, with the width when it is not {@link #FULL}. */
    public static String of(long number, int width) {
        return width == FULL ? of(number) : of(number) + PARTIAL + width;
    }

    /**
     * Reads what {@link #of(long)} writes.
     *
     * @throws Malformed when it is anything else
     */
    public static long number(String path) {
        StringBuilder digits = new StringBuilder();
        int at = 0;
        for (; path.startsWith("x", at); at += GROUP + 2) {
            if (!path.startsWith("/", at + GROUP + 1)) {
                throw notInGroups();
            }
            digits.append(path, at + 1, at + GROUP + 1);
        }
        if (path.length() - at != GROUP || !Strict.areDigits(digits.append(path, at, path.length()))) {
            throw notInGroups();
        }
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        long number = Strict.decimal(digits.substring(zeros));
        if (!of(number).equals(path)) {
            throw new Malformed("a number in a path has more groups than it needs");
        }
        return number;
    }

    private static Malformed notInGroups() {
        return new Malformed("a path does not hold a number in groups of three digits");
    }

    /** The part of a path before the width. */
    static String withoutWidth(String path) {
        int partial = path.indexOf(PARTIAL);
        return partial < 0 ? path : path.substring(0, partial);
    }

    /** The width that a path names, from 1 to {@link #FULL}. */
    static int width(String path) {
        int partial = path.indexOf(PARTIAL);
        if (partial < 0) {
            return FULL;
        }
        long width = Strict.decimal(path.substring(partial + PARTIAL.length()));
        if (width < 1 || width >= FULL) {
            throw new Malformed("a partial tile is not from 1 to 255 wide");
        }
        return (int) width;
    }
}
