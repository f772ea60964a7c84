package dev.kept.transparency.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete subtree: the leaves from {@code index << level} to {@code (index + 1) << level}, the last one excluded. Its hash never
 * changes as the tree grows, so it can be stored once.
 *
 * @param level its height, 0 for a leaf, at most 62
 * @param index its place among the subtrees of its height, from the left
 */
public record Node(int level, long index) {

    public Node {
        if (level < 0 || level > 62 || index < 0) {
            throw new IllegalArgumentException("no subtree stands at level " + level + ", index " + index);
        }
    }

    /**
     * The complete subtrees that make up the leaves {@code from} to {@code to}, the last one excluded, from left to right. {@code from}
     * is a multiple of the largest power of two that is not larger than the number of leaves.
     */
    static List<Node> of(long from, long to) {
        List<Node> nodes = new ArrayList<>();
        long start = from;
        for (int level = 62; level >= 0; level--) {
            if (((to - from) >>> level & 1) == 1) {
                nodes.add(new Node(level, start >>> level));
                start += 1L << level;
            }
        }
        return nodes;
    }
}
