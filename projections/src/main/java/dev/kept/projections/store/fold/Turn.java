package dev.kept.projections.store.fold;

import dev.kept.events.Side;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something about an item that waits for a side.
 *
 * @param operation the id of the operation that answers it; where several do, the first that comes to mind
 * @param side whose turn it is
 * @param part the part of the item to answer, e.g. a remedy; null when it is the item itself
 * @param since the entry that made it this side's turn
 * @param sinceWhen when that entry was recorded
 * @param until when it ends, where it does
 */
public record Turn(
        String operation,
        Side side,
        @Nullable UUID part,
        long since,
        Instant sinceWhen,
        @Nullable Instant until) {

    /** Waits without an end for something to be done about the item itself. */
    public static Turn of(String operation, Side side, Provenance since) {
        return new Turn(operation, side, null, since.sequence(), since.recorded(), null);
    }

    /** Waits without an end for an answer to a part of the item. */
    public static Turn about(UUID part, String operation, Side side, Provenance since) {
        return new Turn(operation, side, part, since.sequence(), since.recorded(), null);
    }
}
