package dev.kept.projections.store.reading;

import dev.kept.events.Side;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a kind, by the columns beside their views. Items come in the order in which they came about.
 *
 * @param states empty for any
 * @param dueFrom inclusive
 * @param dueTo exclusive
 * @param after only items whose first sequence is greater; -1 for all
 * @param limit at most so many
 * @param touchedAfter only items about which the ledger has an entry after that one by now, whatever past is read; -1 for all
 */
public record ItemFilter(
        Set<String> states,
        @Nullable Side side,
        @Nullable Instant dueFrom,
        @Nullable Instant dueTo,
        long after,
        int limit,
        long touchedAfter) {

    public static final ItemFilter ALL = new ItemFilter(Set.of(), null, null, null, -1, Integer.MAX_VALUE);

    public ItemFilter(
            Set<String> states,
            @Nullable Side side,
            @Nullable Instant dueFrom,
            @Nullable Instant dueTo,
            long after,
            int limit) {
        this(states, side, dueFrom, dueTo, after, limit, -1);
    }

    /** Of any state, what has come about or changed since an entry. */
    public static ItemFilter touchedAfter(long sequence) {
        return new ItemFilter(Set.of(), null, null, null, -1, Integer.MAX_VALUE, sequence);
    }

    public ItemFilter {
        states = Set.copyOf(states);
    }
}
