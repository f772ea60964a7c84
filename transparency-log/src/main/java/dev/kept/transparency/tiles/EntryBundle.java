package dev.kept.transparency.tiles;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Up to 256 entries in one file (C2SP tlog-tiles): each as two bytes of length, big-endian, then its bytes. */
public final class EntryBundle {

    /** The longest entry, in bytes. */
    public static final int MAX_ENTRY = 65_535;

    private static final String FOLDER = "tile/entries/";

    private final byte[] bytes;
    private final int[] starts;

    private EntryBundle(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    /** Where the bundle with this index and number of entries stands, e.g. {@code tile/entries/x001/234.p/17}. */
    public static String path(long index, int width) {
        return FOLDER + TilePath.of(index, width);
    }

    /**
     * The bytes of a bundle's file.
     *
     * @throws IllegalArgumentException when there are more than 256 entries, or one is longer than {@link #MAX_ENTRY}
     */
    public static byte[] write(List<byte[]> entries) {
        if (entries.size() > TilePath.FULL) {
            throw new IllegalArgumentException("a bundle has 256 entries at most");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY) {
                throw new IllegalArgumentException("an entry is longer than a bundle can say");
            }
            out.write(entry.length >>> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /**
     * Reads a bundle's file.
     *
     * @param width how many entries it has
     * @throws Malformed when it does not have exactly these
     */
    public static EntryBundle read(byte[] bytes, int width) {
        int[] starts = new int[width + 1];
        int at = 0;
        for (int i = 0; i < width; i++) {
            if (bytes.length - at < 2) {
                throw new Malformed("a bundle has fewer entries than it should");
            }
            int length = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
            at += 2 + length;
            if (at > bytes.length) {
                throw new Malformed("a bundle's last entry is cut off");
            }
            starts[i + 1] = at;
        }
        if (at != bytes.length) {
            throw new Malformed("a bundle has more bytes than its entries");
        }
        return new EntryBundle(bytes, starts);
    }

    /** How many entries there are. */
    public int width() {
        return starts.length - 1;
    }

    /** The bytes of one entry, by its place in the bundle. */
    public byte[] entry(int place) {
        return Arrays.copyOfRange(bytes, start(place), starts[place + 1]);
    }

    /** The leaf hash of one entry, by its place in the bundle. */
    public Hash leaf(int place) {
        return Hash.ofLeaf(bytes, start(place), starts[place + 1] - start(place));
    }

    /** The leaf hashes of all entries, 32 bytes each. */
    public byte[] leaves() {
        byte[] leaves = new byte[width() * Hash.BYTES];
        for (int place = 0; place < width(); place++) {
            Hash.writeLeaf(bytes, start(place), starts[place + 1] - start(place), leaves, place * Hash.BYTES);
        }
        return leaves;
    }

    private int start(int place) {
        return starts[place] + 2;
    }
}
