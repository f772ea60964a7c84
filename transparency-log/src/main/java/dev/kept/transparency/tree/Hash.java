package dev.kept.transparency.tree;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Sha256;
import dev.kept.transparency.Strict;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 hash of a Merkle tree, by RFC 6962 and RFC 9162, section 2.1: always exactly 32 bytes. */
public final class Hash {

    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** The root of the tree without entries: SHA-256 of nothing. */
    public static final Hash OF_EMPTY_TREE = new Hash(Sha256.ofThisThread().digest());

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash with these bytes, which are copied.
     *
     * @throws Malformed unless there are 32
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new Malformed("a hash does not have 32 bytes");
        }
        return new Hash(bytes.clone());
    }

    /**
     * The hash at an offset of an array.
     *
     * @throws Malformed when fewer than 32 bytes are left there
     */
    public static Hash at(byte[] from, int offset) {
        if (offset < 0 || from.length - offset < BYTES) {
            throw new Malformed("a hash does not have 32 bytes");
        }
        return new Hash(Arrays.copyOfRange(from, offset, offset + BYTES));
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws Malformed unless it is standard base64 of 32 bytes
     */
    public static Hash parse(String base64) {
        return of(Strict.base64(base64));
    }

    /** The hash of an entry: SHA-256(0x00 ‖ entry). */
    public static Hash ofLeaf(byte[] entry) {
        return ofLeaf(entry, 0, entry.length);
    }

    /** As {@link #ofLeaf(byte[])}, for an entry that stands within an array. */
    public static Hash ofLeaf(byte[] from, int offset, int length) {
        return new Hash(Sha256.ofThisThread().digest(leaf(from, offset, length)));
    }

    /** Writes the 32 bytes of {@link #ofLeaf(byte[], int, int)} into an array. */
    public static void writeLeaf(byte[] from, int offset, int length, byte[] to, int at) {
        MessageDigest sha256 = Sha256.ofThisThread();
        sha256.update(leaf(from, offset, length));
        digest(sha256, to, at);
    }

    /** In one piece: a digest that gets its first byte alone copies all that follows. */
    private static byte[] leaf(byte[] from, int offset, int length) {
        byte[] leaf = new byte[1 + length];
        leaf[0] = LEAF;
        System.arraycopy(from, offset, leaf, 1, length);
        return leaf;
    }

    /** The hash over two subtrees: SHA-256(0x01 ‖ left ‖ right). */
    public static Hash ofNode(Hash left, Hash right) {
        byte[] node = new byte[1 + 2 * BYTES];
        node[0] = NODE;
        left.copyTo(node, 1);
        right.copyTo(node, 1 + BYTES);
        return new Hash(Sha256.ofThisThread().digest(node));
    }

    /**
     * The hash over a complete subtree.
     *
     * @param leaves one, two, four, eight ... hashes of the same height, from left to right, 32 bytes each
     * @throws IllegalArgumentException when there is another number of them
     */
    public static Hash ofSubtree(byte[] leaves) {
        if (leaves.length % BYTES != 0 || Integer.bitCount(leaves.length) != 1) {
            throw new IllegalArgumentException(leaves.length + " bytes are not the leaves of a complete subtree");
        }
        byte[] hashes = leaves.clone();
        byte[] node = new byte[1 + 2 * BYTES];
        node[0] = NODE;
        MessageDigest sha256 = Sha256.ofThisThread();
        for (int width = hashes.length / 2; width >= BYTES; width /= 2) {
            for (int at = 0; at < width; at += BYTES) {
                System.arraycopy(hashes, 2 * at, node, 1, 2 * BYTES);
                sha256.update(node);
                digest(sha256, hashes, at);
            }
        }
        return at(hashes, 0);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes into an array. */
    public void copyTo(byte[] to, int offset) {
        System.arraycopy(bytes, 0, to, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Standard base64, padded. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void digest(MessageDigest sha256, byte[] to, int at) {
        try {
            sha256.digest(to, at, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
    }
}
