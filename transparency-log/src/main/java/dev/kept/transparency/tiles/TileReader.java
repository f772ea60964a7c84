package dev.kept.transparency.tiles;

import java.util.List;

/** Where tiles are kept. */
@FunctionalInterface
public interface TileReader {

    /**
     * The contents of these tiles, in their order: {@link Tile#bytes()} each. Where a wider tile of the same place is there, its first
     * hashes are the narrower one's.
     *
     * @throws RuntimeException when one of them is not there
     */
    List<byte[]> read(List<Tile> tiles);
}
