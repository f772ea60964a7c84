package dev.kept.transparency.verify;

import dev.kept.transparency.export.ExportPaths;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The texts that are not in the export, and which of them the record says were erased. Eight bytes for each. */
final class SealedTexts {

    private static final int FIELD_BITS = 24;
    private static final int FEW = 10;

    private final Map<String, Integer> fields = new HashMap<>();
    private final BitSet erased = new BitSet();
    private long[] texts = new long[1024];
    private int count;

    /** Adds a text that is not there; entries come in their order. */
    void add(long entry, String field) {
        int number = fields.computeIfAbsent(field, f -> fields.size());
        if (number >= 1 << FIELD_BITS) {
            throw new Unreadable("The record has texts in more different places than this verifier can count.");
        }
        if (count == texts.length) {
            texts = Arrays.copyOf(texts, 2 * count);
        }
        texts[count++] = (entry << FIELD_BITS) | number;
        // The fields of one entry come in any order; they are few.
        for (int i = count - 1; i > 0 && texts[i - 1] > texts[i]; i--) {
            long larger = texts[i - 1];
            texts[i - 1] = texts[i];
            texts[i] = larger;
        }
    }

    /**
     * Notes that the record says a text was erased.
     *
     * @return false when the export has that text, or the record never had it
     */
    boolean erase(long entry, String field) {
        Integer number = fields.get(field);
        if (number == null || entry >= 1L << (Long.SIZE - 1 - FIELD_BITS)) {
            return false;
        }
        int place = Arrays.binarySearch(texts, 0, count, (entry << FIELD_BITS) | number);
        if (place < 0) {
            return false;
        }
        erased.set(place);
        return true;
    }

    int erased() {
        return erased.cardinality();
    }

    int leftOut() {
        return count - erased();
    }

    /** How many of those that were erased, or of those that were left out, are digests of files. */
    int files(boolean thatWereErased) {
        int files = 0;
        Set<Integer> digests = new HashSet<>();
        fields.forEach((field, number) -> {
            if (ExportPaths.isFileDigest(field)) {
                digests.add(number);
            }
        });
        for (int i = 0; i < count && !digests.isEmpty(); i++) {
            int field = (int) (texts[i] & ((1L << FIELD_BITS) - 1));
            if (erased.get(i) == thatWereErased && digests.contains(field)) {
                files++;
            }
        }
        return files;
    }

    /** The first few entries with texts that were erased, or with texts that were left out. */
    SortedSet<Long> entries(boolean whoseTextsWereErased) {
        SortedSet<Long> entries = new TreeSet<>();
        for (int i = 0; i < count && entries.size() <= FEW; i++) {
            if (erased.get(i) == whoseTextsWereErased) {
                entries.add(texts[i] >>> FIELD_BITS);
            }
        }
        return entries;
    }
}
