package dev.kept.transparency.tiles;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Node;

/**
 * The place of a tile (C2SP tlog-tiles): up to 256 hashes that stand side by side in the tree. At level 0 they are leaf hashes, at each
 * further level the hashes of full tiles of the level below.
 *
 * @param level 0 to 7: more than 256 to the eighth entries cannot be counted here
 * @param index its place in its level, from the left
 * @param width how many hashes it has, 1 to 256; only the last tile of a level has fewer than 256
 */
public record Tile(int level, long index, int width) {

    /** How many levels of the tree one tile spans. */
    public static final int HEIGHT = 8;

    private static final String FOLDER = "tile/";
    private static final int MAX_LEVEL = 7;

    public Tile {
        if (level < 0 || level > MAX_LEVEL || index < 0 || width < 1 || width > TilePath.FULL) {
            throw new IllegalArgumentException(
                    "no tile has level %d, index %d, width %d".formatted(level, index, width));
        }
    }

    /**
     * Reads what {@link #path()} writes.
     *
     * @throws Malformed when it is anything else
     */
    public static Tile parse(String path) {
        String[] parts = path.split("/", 3);
        if (parts.length != 3 || !path.startsWith(FOLDER)) {
            throw new Malformed("a path is not a tile's");
        }
        long level = Strict.decimal(parts[1]);
        if (level > MAX_LEVEL) {
            throw new Malformed("a tile has no such level");
        }
        return new Tile((int) level, TilePath.number(TilePath.withoutWidth(parts[2])), TilePath.width(parts[2]));
    }

    /** The tile that holds what the subtree's hash is made of, as wide as it is in a tree of {@code size} entries. */
    static Tile holding(Node node, long size) {
        int level = node.level() / HEIGHT;
        long index = node.index() >>> (HEIGHT - node.level() % HEIGHT);
        long hashes = hashesAt(level, size) - index * TilePath.FULL;
        if (hashes < 1) {
            throw new IllegalArgumentException("a tree of " + size + " entries lacks a subtree that was asked for");
        }
        return new Tile(level, index, (int) Math.min(hashes, TilePath.FULL));
    }

    /** Where it stands below a log's folder or address, e.g. {@code tile/0/x001/234.p/17}. */
    public String path() {
        return FOLDER + level + "/" + TilePath.of(index, width);
    }

    /** Whether all its hashes are those of a tree of {@code size} entries, so that they never change. */
    public boolean isWithin(long size) {
        return index <= hashesAt(level, size) / TilePath.FULL && index * TilePath.FULL + width <= hashesAt(level, size);
    }

    /** The number of bytes of its file. */
    public int bytes() {
        return width * Hash.BYTES;
    }

    static long hashesAt(int level, long size) {
        return size >>> (level * HEIGHT);
    }
}
