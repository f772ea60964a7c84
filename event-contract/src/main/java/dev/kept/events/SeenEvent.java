package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who first saw which entry. */
public sealed interface SeenEvent extends LedgerEvent {

    @Override
    default @Nullable UUID subject() {
        return null;
    }

    /**
     * A member of a side saw entries for the first time.
     *
     * @param ranges in order, apart from each other, at least one
     */
    record EntriesSeen(UUID member, List<Range> ranges) implements SeenEvent {
        public EntriesSeen {
            ranges = List.copyOf(ranges);
        }
    }

    /** Entries {@code from} to {@code to}, both included. */
    record Range(long from, long to) {}
}
