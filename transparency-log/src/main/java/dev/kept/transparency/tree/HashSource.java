package dev.kept.transparency.tree;

import java.util.List;

/** Where hashes of complete subtrees are kept. A proof asks once, for all that it needs. */
@FunctionalInterface
public interface HashSource {

    /**
     * The hashes of these subtrees, in their order.
     *
     * @throws RuntimeException when one of them is not there; what was asked for is then not made
     */
    List<Hash> hashes(List<Node> nodes);
}
