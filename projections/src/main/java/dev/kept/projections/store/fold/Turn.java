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
    public static Turn of(WaitingKind what, Side side, Provenance since) {
        return of(what, side, since, null);
    }

    /** Waits for something to be done about the item itself. */
    public static Turn of(WaitingKind what, Side side, Provenance since, @Nullable Instant until) {
        return new Turn(what.operation(), side, null, since.sequence(), since.recorded(), until);
    }

    /** Waits without an end for an answer to a part of the item. */
    public static Turn about(UUID part, WaitingKind what, Side side, Provenance since) {
        return new Turn(what.operation(), side, part, since.sequence(), since.recorded(), null);
    }

    /** What waits. */
    public WaitingKind what() {
        return WaitingKind.of(operation);
    }
}
