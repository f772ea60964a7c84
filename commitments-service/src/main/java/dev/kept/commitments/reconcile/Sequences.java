package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.EntryKey;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A set of entries that takes a bit for each, however many there are. */
final class Sequences {

    private final Map<UUID, BitSet> ledgers = new HashMap<>();

    void add(EntryKey key) {
        ledgers.computeIfAbsent(key.ledger(), ledger -> new BitSet()).set(Math.toIntExact(key.sequence()));
    }

    void add(Difference difference) {
        ledgers.computeIfAbsent(difference.ledger(), ledger -> new BitSet())
                .set(Math.toIntExact(difference.first()), Math.toIntExact(difference.last() + 1));
    }

    void addAll(Sequences others) {
        others.ledgers.forEach((ledger, bits) ->
                ledgers.computeIfAbsent(ledger, k -> new BitSet()).or(bits));
    }

    /** Whether it was there. */
    boolean remove(EntryKey key) {
        BitSet bits = ledgers.get(key.ledger());
        int sequence = Math.toIntExact(key.sequence());
        if (bits == null || !bits.get(sequence)) {
            return false;
        }
        bits.clear(sequence);
        return true;
    }

    boolean contains(EntryKey key) {
        BitSet bits = ledgers.get(key.ledger());
        return bits != null && bits.get(Math.toIntExact(key.sequence()));
    }

    boolean isEmpty() {
        return ledgers.values().stream().allMatch(BitSet::isEmpty);
    }

    /** Takes each run of entries that follow each other. */
    interface Runs {
        void run(UUID ledger, long first, long last);
    }

    /** By ledger and sequence. */
    void runs(Runs reader) {
        List<UUID> inOrder = ledgers.keySet().stream().sorted().toList();
        for (UUID ledger : inOrder) {
            BitSet bits = ledgers.getOrDefault(ledger, new BitSet());
            for (int first = bits.nextSetBit(0); first >= 0; first = bits.nextSetBit(bits.nextClearBit(first))) {
                reader.run(ledger, first, bits.nextClearBit(first) - 1L);
            }
        }
    }
}
