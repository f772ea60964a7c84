package dev.kept.transparency.tree;

import java.util.ArrayList;
import java.util.List;

/** Inclusion and consistency proofs: made as RFC 6962, section 2.1, defines them, verified by the algorithms of RFC 9162, section 2.1. */
public final class Proofs {

    private Proofs() {}

    /**
     * The root of the first {@code size} entries.
     *
     * @throws IllegalArgumentException when the size is negative
     */
    public static Hash root(long size, HashSource source) {
        return RightEdge.of(size, source).root();
    }

    /**
     * The proof that the entry at {@code index} is in the tree of {@code size} entries: hashes from the leaf's sibling up to the root's
     * child.
     *
     * @throws IllegalArgumentException unless 0 ≤ index &lt; size
     */
    public static List<Hash> inclusion(long index, long size, HashSource source) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " entries has no entry " + index);
        }
        List<List<Node>> ranges = new ArrayList<>();
        planInclusion(index, 0, size, ranges);
        return hashes(ranges, source);
    }

    /**
     * The proof that the tree of {@code size} entries begins with the tree of {@code oldSize} entries. Empty when the old tree is, or
     * when both have the same size.
     *
     * @throws IllegalArgumentException unless 0 ≤ oldSize ≤ size
     */
    public static List<Hash> consistency(long oldSize, long size, HashSource source) {
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException("a tree of " + size + " entries does not extend one of " + oldSize);
        }
        List<List<Node>> ranges = new ArrayList<>();
        if (oldSize > 0) {
            planConsistency(oldSize, 0, size, true, ranges);
        }
        return hashes(ranges, source);
    }

    /**
     * Whether a proof shows that the leaf is the one at {@code index} in the tree with this size and root. Never throws, whatever the
     * arguments.
     */
    public static boolean isIncluded(long index, long size, Hash leaf, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        Hash hash = leaf;
        for (Hash sibling : proof) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = Hash.ofNode(sibling, hash);
                int skipped = Long.numberOfTrailingZeros(fn);
                fn >>>= skipped;
                sn >>>= skipped;
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && hash.equals(root);
    }

    /**
     * Whether a proof shows that the tree with {@code size} and {@code root} begins with the tree with {@code oldSize} and {@code
     * oldRoot}. Never throws, whatever the arguments.
     */
    public static boolean isConsistent(long oldSize, Hash oldRoot, long size, Hash root, List<Hash> proof) {
        if (oldSize < 0 || oldSize > size || !canHave(oldSize, oldRoot) || !canHave(size, root)) {
            return false;
        }
        if (oldSize == size) {
            return proof.isEmpty() && oldRoot.equals(root);
        }
        if (oldSize == 0) {
            return proof.isEmpty();
        }
        if (proof.isEmpty()) {
            return false;
        }
        long fn = oldSize - 1;
        long sn = size - 1;
        int skipped = Long.numberOfTrailingZeros(~fn);
        fn >>>= skipped;
        sn >>>= skipped;
        // The old tree is complete when nothing is left of it; its root is then the first hash and left out of the
        // proof.
        boolean complete = fn == 0;
        Hash oldHash = complete ? oldRoot : proof.getFirst();
        Hash hash = oldHash;
        for (Hash next : complete ? proof : proof.subList(1, proof.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                oldHash = Hash.ofNode(next, oldHash);
                hash = Hash.ofNode(next, hash);
                int levels = Long.numberOfTrailingZeros(fn);
                fn >>>= levels;
                sn >>>= levels;
            } else {
                hash = Hash.ofNode(hash, next);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && oldHash.equals(oldRoot) && hash.equals(root);
    }

    private static boolean canHave(long size, Hash root) {
        return size > 0 || root.equals(Hash.OF_EMPTY_TREE);
    }

    private static void planInclusion(long index, long from, long to, List<List<Node>> ranges) {
        if (to - from == 1) {
            return;
        }
        long middle = from + Long.highestOneBit(to - from - 1);
        if (index < middle) {
            planInclusion(index, from, middle, ranges);
            ranges.add(Node.of(middle, to));
        } else {
            planInclusion(index, middle, to, ranges);
            ranges.add(Node.of(from, middle));
        }
    }

    private static void planConsistency(long oldTo, long from, long to, boolean known, List<List<Node>> ranges) {
        if (oldTo == to) {
            if (!known) {
                ranges.add(Node.of(from, to));
            }
            return;
        }
        long middle = from + Long.highestOneBit(to - from - 1);
        if (oldTo <= middle) {
            planConsistency(oldTo, from, middle, known, ranges);
            ranges.add(Node.of(middle, to));
        } else {
            planConsistency(oldTo, middle, to, false, ranges);
            ranges.add(Node.of(from, middle));
        }
    }

    private static List<Hash> hashes(List<List<Node>> ranges, HashSource source) {
        List<Hash> stored = source.hashes(ranges.stream().flatMap(List::stream).toList());
        List<Hash> hashes = new ArrayList<>(ranges.size());
        int next = 0;
        for (List<Node> range : ranges) {
            hashes.add(RightEdge.fold(stored.subList(next, next + range.size())));
            next += range.size();
        }
        return List.copyOf(hashes);
    }
}
