package dev.kept.transparency.tiles;

import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.HashSource;
import dev.kept.transparency.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** The hashes of a tree from its tiles: each tile is read once for each proof, all in one call. */
public final class TiledHashes implements HashSource {

    private final long size;
    private final TileReader reader;

    /**
     * @param size of a tree whose tiles are there, partial ones included
     */
    public TiledHashes(long size, TileReader reader) {
        this.size = size;
        this.reader = reader;
    }

    @Override
    public List<Hash> hashes(List<Node> nodes) {
        List<Tile> tiles =
                nodes.stream().map(node -> Tile.holding(node, size)).distinct().toList();
        List<byte[]> contents = reader.read(tiles);
        for (int i = 0; i < tiles.size(); i++) {
            if (contents.get(i).length != tiles.get(i).bytes()) {
                throw new IllegalStateException("a tile does not have the length of its width");
            }
        }
        List<Hash> hashes = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            byte[] tile = contents.get(tiles.indexOf(Tile.holding(node, size)));
            int height = node.level() % Tile.HEIGHT;
            int first = (int) ((node.index() << height) % TilePath.FULL);
            hashes.add(root(tile, first, 1 << height));
        }
        return hashes;
    }

    private static Hash root(byte[] tile, int first, int width) {
        if (width == 1) {
            return Hash.at(tile, first * Hash.BYTES);
        }
        int half = width / 2;
        return Hash.ofNode(root(tile, first, half), root(tile, first + half, half));
    }
}
