package dev.kept.transparency.tiles;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;

/** How the formats write an index and a width into a path: {@code x001/x234/067} or {@code x001/x234/067.p/12}. */
public final class TilePath {

    /** The width of what is full. */
    public static final int FULL = 256;

    private static final String PARTIAL = ".p/";
    private static final int GROUP = 1_000;

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
        StringBuilder path = new StringBuilder("%03d".formatted(number % GROUP));
        for (long rest = number / GROUP; rest > 0; rest /= GROUP) {
            path.insert(0, "x%03d/".formatted(rest % GROUP));
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
        if (!path.matches("(x\\d{3}/)*\\d{3}")) {
            throw new Malformed("a path does not hold a number in groups of three digits");
        }
        String digits = path.replace("x", "").replace("/", "");
        long number = Strict.decimal(digits.replaceFirst("^0+(?=\\d)", ""));
        if (!of(number).equals(path)) {
            throw new Malformed("a number in a path has more groups than it needs");
        }
        return number;
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
