package dev.kept.commitments.deadline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an occurrence that is not settled waits for.
 *
 * @param at when that will have passed; null when it has been said to the ledger, or when time changes nothing
 * @param proposed the due instant of the terms that wait for an answer
 */
record Awaited(
        Place place,
        Kind kind,
        @Nullable Instant at,
        @Nullable Instant proposed,
        int confirmationDays) {

    enum Kind {
        /** The answer to a request; the due instant does not count yet. */
        REQUESTED,
        /** A delivery. */
        DUE,
        /** A late delivery or an excuse. */
        MISSED,
        /** The answer to a delivery. */
        CONFIRMATION,
        /** The settlement of a dispute. */
        DISPUTED
    }

    /** A commitment of a ledger. */
    record Whole(UUID ledger, UUID commitment) {}

    /**
     * One occurrence of it.
     *
     * @param occurrence from 1
     */
    record Place(UUID ledger, UUID commitment, int occurrence) {
        Whole whole() {
            return new Whole(ledger, commitment);
        }
    }

    Awaited becomes(Kind next, @Nullable Instant until) {
        return new Awaited(place, next, until, null, confirmationDays);
    }

    Awaited proposing(@Nullable Instant due) {
        return new Awaited(place, kind, at, due, confirmationDays);
    }
}
