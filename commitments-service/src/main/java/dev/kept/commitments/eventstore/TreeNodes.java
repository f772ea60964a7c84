package dev.kept.commitments.eventstore;

import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.util.List;

/**
 * What is stored beside an entry so that its ledger's tree is never computed anew.
 *
 * @param root of the tree that ends with the entry, 32 bytes
 * @param hashes of the complete subtrees that end with it, 32 bytes each, the lowest first: two on average
 */
// Compared by nobody; copying the bytes at each access would be waste.
@SuppressWarnings("ArrayRecordComponent")
public record TreeNodes(byte[] root, byte[] hashes) {

    static TreeNodes of(RightEdge edge, List<Hash> completed) {
        byte[] hashes = new byte[completed.size() * Hash.BYTES];
        for (int i = 0; i < completed.size(); i++) {
            completed.get(i).copyTo(hashes, i * Hash.BYTES);
        }
        return new TreeNodes(edge.root().bytes(), hashes);
    }
}
