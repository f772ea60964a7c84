package dev.kept.transparency.tree;

import dev.kept.transparency.Malformed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a tree needs in order to grow: its size and the hashes of the complete subtrees it consists of, the largest first; as many as
 * the size has binary ones. Immutable: appending gives a new edge, and the old one stays good.
 */
public final class RightEdge {

    /** The edge of the tree without entries. */
    public static final RightEdge EMPTY = new RightEdge(0, new Hash[0]);

    private final long size;
    private final Hash[] hashes;

    private RightEdge(long size, Hash[] hashes) {
        this.size = size;
        this.hashes = hashes;
    }

    /** The edge of the first {@code size} entries, from stored hashes. */
    public static RightEdge of(long size, HashSource source) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        return new RightEdge(size, source.hashes(Node.of(0, size)).toArray(Hash[]::new));
    }

    /**
     * Reads what {@link #toBytes()} wrote.
     *
     * @throws Malformed when the number of hashes is not the one that belongs to the size
     */
    public static RightEdge parse(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            throw new Malformed("the right edge of a tree is cut off");
        }
        long size = ByteBuffer.wrap(bytes).getLong();
        if (size < 0 || bytes.length != Long.BYTES + Long.bitCount(size) * Hash.BYTES) {
            throw new Malformed("the right edge of a tree does not have the hashes of its size");
        }
        Hash[] hashes = new Hash[Long.bitCount(size)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Hash.at(bytes, Long.BYTES + i * Hash.BYTES);
        }
        return new RightEdge(size, hashes);
    }

    /** The number of entries. */
    public long size() {
        return size;
    }

    /** The edge with one entry more. */
    public RightEdge append(Hash leaf) {
        return append(leaf, 0);
    }

    /**
     * The edge with a complete subtree of {@code 1 << level} entries more.
     *
     * @throws IllegalArgumentException when the size is no multiple of that, so that the subtree could not stand there
     */
    public RightEdge append(Hash subtree, int level) {
        long added = 1L << level;
        if ((size & (added - 1)) != 0) {
            throw new IllegalArgumentException("no subtree of height " + level + " stands at " + size);
        }
        int merged = Long.numberOfTrailingZeros(~(size >>> level));
        int kept = hashes.length - merged;
        Hash hash = subtree;
        for (int i = hashes.length - 1; i >= kept; i--) {
            hash = Hash.ofNode(hashes[i], hash);
        }
        Hash[] next = Arrays.copyOf(hashes, kept + 1);
        next[kept] = hash;
        return new RightEdge(Math.addExact(size, added), next);
    }

    /**
     * The complete subtrees that end with the next leaf, the lowest first, which is the leaf itself. Kept beside each entry, they are
     * every hash that any edge or proof will ever need: the subtree {@code (level, index)} stands with entry {@code ((index + 1) << level)
     * - 1}, at place {@code level}.
     */
    public List<Hash> completedBy(Hash leaf) {
        int merged = Long.numberOfTrailingZeros(~size);
        List<Hash> completed = new ArrayList<>(merged + 1);
        completed.add(leaf);
        for (int i = hashes.length - 1; i >= hashes.length - merged; i--) {
            completed.add(Hash.ofNode(hashes[i], completed.getLast()));
        }
        return completed;
    }

    /** The edge with one entry more, which completes these subtrees: see {@link #completedBy}. */
    public RightEdge with(List<Hash> completed) {
        int kept = hashes.length - (completed.size() - 1);
        Hash[] next = Arrays.copyOf(hashes, kept + 1);
        next[kept] = completed.getLast();
        return new RightEdge(Math.addExact(size, 1), next);
    }

    /** The root of the tree. */
    public Hash root() {
        return fold(Arrays.asList(hashes));
    }

    /** The size as 8 bytes, big-endian, then the hashes: 8 + 32 · (binary ones of the size) bytes. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + hashes.length * Hash.BYTES);
        bytes.putLong(size);
        for (Hash hash : hashes) {
            bytes.put(hash.bytes());
        }
        return bytes.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RightEdge edge && size == edge.size && Arrays.equals(hashes, edge.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    /** The root over complete subtrees of decreasing height, given from left to right. */
    static Hash fold(List<Hash> subtrees) {
        if (subtrees.isEmpty()) {
            return Hash.OF_EMPTY_TREE;
        }
        Hash hash = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            hash = Hash.ofNode(subtrees.get(i), hash);
        }
        return hash;
    }
}
