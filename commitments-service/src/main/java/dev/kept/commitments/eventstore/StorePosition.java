package dev.kept.commitments.eventstore;

import java.util.Comparator;

/**
 * A place in the order in which readers see entries: by the transaction that wrote them, then by row.
 *
 * @param xid the writing transaction's 64-bit id
 * @param position the row's number; ascending, with gaps where a transaction was rolled back
 */
public record StorePosition(long xid, long position) implements Comparable<StorePosition> {

    /** Before the first entry. */
    public static final StorePosition START = new StorePosition(0, 0);

    private static final Comparator<StorePosition> ORDER =
            Comparator.comparingLong(StorePosition::xid).thenComparingLong(StorePosition::position);

    @Override
    public int compareTo(StorePosition other) {
        return ORDER.compare(this, other);
    }
}
