package dev.kept.transparency.tree;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 hash of a Merkle tree, by RFC 6962 and RFC 9162, section 2.1: always exactly 32 bytes. */
public final class Hash {

    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** The root of the tree without entries: SHA-256 of nothing. */
    public static final Hash OF_EMPTY_TREE = new Hash(sha256().digest());

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
        MessageDigest sha256 = sha256();
        sha256.update(LEAF);
        sha256.update(from, offset, length);
        return new Hash(sha256.digest());
    }

    /** The hash over two subtrees: SHA-256(0x01 ‖ left ‖ right). */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest sha256 = sha256();
        sha256.update(NODE);
        sha256.update(left.bytes);
        sha256.update(right.bytes);
        return new Hash(sha256.digest());
    }

    /**
     * The hash over a complete subtree.
     *
     * @param leaves one, two, four, eight ... hashes of the same height, from left to right
     * @throws IllegalArgumentException when there is another number of them
     */
    public static Hash ofSubtree(Hash[] leaves) {
        if (Integer.bitCount(leaves.length) != 1) {
            throw new IllegalArgumentException(leaves.length + " leaves are no complete subtree");
        }
        Hash[] hashes = leaves.clone();
        for (int width = hashes.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                hashes[i] = ofNode(hashes[2 * i], hashes[2 * i + 1]);
            }
        }
        return hashes[0];
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
