package dev.kept.commitments.deadline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an occurrence that is not settled waits for: of a commitment, of a series of check-ins, or a checkpoint as its only one.
 *
 * @param at when that will have passed; null when it has been said to the ledger, or when time changes nothing
 * @param proposed the due instant of the terms that wait for an answer
 * @param confirmationDays 0 for all but commitments
 * @param begins when a check-in begins; null for the others
 */
record Awaited(
        OccurrenceId id,
        WaitsFor waitsFor,
        @Nullable Instant at,
        @Nullable Instant proposed,
        int confirmationDays,
        @Nullable Instant begins) {

    enum WaitsFor {
        /** The answer to a request; the due instant does not count yet. */
        REQUESTED,
        /** A delivery. */
        DUE,
        /** A late delivery or an excuse. */
        MISSED,
        /** The answer to a delivery. */
        CONFIRMATION,
        /** The settlement of a dispute. */
        DISPUTED,
        /** The other side's agreement on a series of check-ins. */
        CHECK_IN_PROPOSED,
        /** Word of a check-in. */
        CHECK_IN,
        /** The end of a pause that the check-in would begin in. */
        CHECK_IN_PAUSED,
        /** Word of a checkpoint. */
        CHECKPOINT
    }

    /** A commitment, a series of check-ins or a checkpoint of a ledger. */
    record ItemId(UUID ledger, UUID item) {}

    /**
     * One occurrence of it.
     *
     * @param occurrence from 1
     */
    record OccurrenceId(UUID ledger, UUID item, int occurrence) {
        ItemId itemId() {
            return new ItemId(ledger, item);
        }
    }

    Awaited becomes(WaitsFor next, @Nullable Instant until) {
        return new Awaited(id, next, until, null, confirmationDays, begins);
    }

    Awaited proposing(@Nullable Instant due) {
        return new Awaited(id, waitsFor, at, due, confirmationDays, begins);
    }
}
