package dev.kept.commitments.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command recorded: the answer to it, the same when it is asked for again under its idempotency key.
 *
 * @param recorded when
 * @param item the item addressed or created
 * @param entries the entries in order, at least one
 */
public record Appended(
        UUID ledger, Instant recorded, @Nullable UUID item, List<Position> entries) {

    /**
     * One entry's place.
     *
     * @param type wire name
     */
    public record Position(long sequence, String type) {}

    /** The last entry's sequence. */
    public long sequence() {
        return entries.getLast().sequence();
    }
}
