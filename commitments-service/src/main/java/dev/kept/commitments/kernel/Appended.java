package dev.kept.commitments.kernel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command recorded: the answer to it, the same when it is asked for again under its idempotency key.
 *
 * @param recorded when; when nothing had to be recorded, when the ledger's last entry was
 * @param item the item addressed or created
 * @param entries the entries in order; empty when nothing had to be recorded
 * @param sequence the last entry's; when nothing had to be recorded, that of the ledger's last entry
 */
public record Appended(
        UUID ledger, Instant recorded, @Nullable UUID item, List<Position> entries, long sequence) {

    /** Of one entry or more. */
    public Appended(UUID ledger, Instant recorded, @Nullable UUID item, List<Position> entries) {
        this(ledger, recorded, item, entries, entries.getLast().sequence());
    }

    /**
     * One entry's place.
     *
     * @param type wire name
     */
    public record Position(long sequence, String type) {}
}
