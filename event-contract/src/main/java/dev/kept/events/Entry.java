package dev.kept.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One immutable, numbered record in a ledger.
 *
 * @param sequence 0, 1, 2 ... without a gap in its ledger
 * @param id the event's own id
 * @param recorded when the ledger took it, UTC, with milliseconds; never earlier than the entry before
 * @param means null where it is not known, as in every entry from before means were recorded, and for the system's entries
 */
public record Entry(
        UUID ledger,
        long sequence,
        UUID id,
        Instant recorded,
        Actor actor,
        LedgerEvent event,
        @Nullable Means means) {

    /** Of which it is not known by what means it was recorded. */
    public Entry(UUID ledger, long sequence, UUID id, Instant recorded, Actor actor, LedgerEvent event) {
        this(ledger, sequence, id, recorded, actor, event, null);
    }
}
