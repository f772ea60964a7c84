package dev.kept.commitments.eventstore;

import java.util.Comparator;
import java.util.UUID;

/** An entry's ledger and sequence; a ledger's come together, in order. */
public record EntryKey(UUID ledger, long sequence) implements Comparable<EntryKey> {

    private static final Comparator<EntryKey> ORDER =
            Comparator.comparing(EntryKey::ledger).thenComparingLong(EntryKey::sequence);

    @Override
    public int compareTo(EntryKey other) {
        return ORDER.compare(this, other);
    }
}
