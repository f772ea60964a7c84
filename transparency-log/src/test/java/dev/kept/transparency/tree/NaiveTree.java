package dev.kept.transparency.tree;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The definitions of RFC 6962, section 2.1, word for word, over all entries at once. */
public final class NaiveTree {

    private final List<byte[]> entries;

    public NaiveTree(List<byte[]> entries) {
        this.entries = entries;
    }

    /** A tree of entries that differ from one another. */
    public static NaiveTree of(int size) {
        return new NaiveTree(IntStream.range(0, size)
                .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    public NaiveTree first(int size) {
        return new NaiveTree(entries.subList(0, size));
    }

    public Hash leaf(int index) {
        return Hash.of(sha256(new byte[] {0}, entries.get(index)));
    }

    public Hash root() {
        return Hash.of(mth(entries));
    }

    public List<Hash> path(int index) {
        return path(index, entries).stream().map(Hash::of).toList();
    }

    public List<Hash> proof(int oldSize) {
        return subproof(oldSize, entries, true).stream().map(Hash::of).toList();
    }

    /** The hashes of complete subtrees. */
    public HashSource source() {
        Map<Node, Hash> made = new HashMap<>();
        return nodes ->
                nodes.stream().map(node -> made.computeIfAbsent(node, this::of)).toList();
    }

    private Hash of(Node node) {
        long from = node.index() << node.level();
        return Hash.of(mth(entries.subList((int) from, (int) from + (1 << node.level()))));
    }

    private static byte[] mth(List<byte[]> d) {
        return switch (d.size()) {
            case 0 -> sha256();
            case 1 -> sha256(new byte[] {0}, d.getFirst());
            default -> {
                int k = split(d);
                yield sha256(new byte[] {1}, mth(d.subList(0, k)), mth(d.subList(k, d.size())));
            }
        };
    }

    private static List<byte[]> path(int m, List<byte[]> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = split(d);
        List<byte[]> left = d.subList(0, k);
        List<byte[]> right = d.subList(k, d.size());
        return m < k ? and(path(m, left), mth(right)) : and(path(m - k, right), mth(left));
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
        if (m == d.size()) {
            return b ? List.of() : List.of(mth(d));
        }
        int k = split(d);
        List<byte[]> left = d.subList(0, k);
        List<byte[]> right = d.subList(k, d.size());
        return m <= k ? and(subproof(m, left, b), mth(right)) : and(subproof(m - k, right, false), mth(left));
    }

    private static List<byte[]> and(List<byte[]> hashes, byte[] last) {
        List<byte[]> all = new ArrayList<>(hashes);
        all.add(last);
        return all;
    }

    private static int split(List<byte[]> d) {
        int k = 1;
        while (2 * k < d.size()) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
