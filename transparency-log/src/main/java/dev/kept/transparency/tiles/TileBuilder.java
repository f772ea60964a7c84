package dev.kept.transparency.tiles;

import dev.kept.transparency.tree.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the tiles of a tree as it grows. Holds one tile of each level, however large the tree. Not for several threads at once. */
public final class TileBuilder {

    private final Sink full;
    private final List<Level> levels = new ArrayList<>();

    /** Where finished tiles go. */
    @FunctionalInterface
    public interface Sink {

        /**
         * @param content {@link Tile#bytes()} of it, the receiver's own
         */
        void write(Tile tile, byte[] content);
    }

    /**
     * Begins an empty tree.
     *
     * @param full gets each tile as it becomes full
     */
    public TileBuilder(Sink full) {
        this.full = full;
    }

    /**
     * Goes on with a tree of {@code size} entries, from its partial tiles.
     *
     * @throws IllegalStateException when one of them does not have the length of its width
     */
    public static TileBuilder resume(long size, TileReader reader, Sink full) {
        TileBuilder builder = new TileBuilder(full);
        List<Tile> partial = new ArrayList<>();
        for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
            Level at = builder.level(level);
            at.index = Tile.hashesAt(level, size) / TilePath.FULL;
            at.width = (int) (Tile.hashesAt(level, size) % TilePath.FULL);
            if (at.width > 0) {
                partial.add(new Tile(level, at.index, at.width));
            }
        }
        List<byte[]> contents = reader.read(partial);
        for (int i = 0; i < partial.size(); i++) {
            byte[] content = contents.get(i);
            if (content.length != partial.get(i).bytes()) {
                throw new IllegalStateException("a tile does not have the length of its width");
            }
            System.arraycopy(content, 0, builder.level(partial.get(i).level()).hashes, 0, content.length);
        }
        return builder;
    }

    /** Adds the next entry. */
    public void append(Hash leaf) {
        append(0, leaf);
    }

    /**
     * Adds the root of the next full tile of the level below; for a caller that makes the tiles of the lower levels itself. Mixing levels
     * gives no tree.
     */
    public void append(int level, Hash hash) {
        Level at = level(level);
        hash.copyTo(at.hashes, at.width * Hash.BYTES);
        at.width++;
        if (at.width == TilePath.FULL) {
            byte[] content = at.hashes;
            Tile tile = new Tile(level, at.index, TilePath.FULL);
            at.hashes = new byte[TilePath.FULL * Hash.BYTES];
            at.index++;
            at.width = 0;
            full.write(tile, content);
            append(level + 1, Hash.ofSubtree(content));
        }
    }

    /** Gives the partial tiles of the tree as it is now. More can be appended afterwards. */
    public void partial(Sink sink) {
        for (int level = 0; level < levels.size(); level++) {
            Level at = levels.get(level);
            if (at.width > 0) {
                sink.write(new Tile(level, at.index, at.width), Arrays.copyOf(at.hashes, at.width * Hash.BYTES));
            }
        }
    }

    private Level level(int level) {
        while (levels.size() <= level) {
            levels.add(new Level());
        }
        return levels.get(level);
    }

    private static final class Level {
        private byte[] hashes = new byte[TilePath.FULL * Hash.BYTES];
        private int width;
        private long index;
    }
}
