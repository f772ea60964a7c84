package dev.kept.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A short recurring touchpoint. Occurrences count from 1. */
public sealed interface CheckInEvent extends LedgerEvent {

    UUID checkIns();

    @Override
    default UUID subject() {
        return checkIns();
    }

    /**
     * A side put a cadence forward.
     *
     * @param first when the first one begins
     * @param rrule RFC 5545 RRULE value with an end
     * @param beginnings every occurrence in order, 1 to 1,000, written out so that no later change of time zone rules moves them
     * @param minutes how long one is, 1 to 480
     */
    record CheckInsProposed(
            UUID checkIns, Side by, Text title, Due first, String rrule, List<Instant> beginnings, int minutes)
            implements CheckInEvent {
        public CheckInsProposed {
            beginnings = List.copyOf(beginnings);
        }
    }

    /** The other side agreed: from now on they take place. */
    record CheckInsAgreed(UUID checkIns) implements CheckInEvent {}

    record CheckInsDeclined(UUID checkIns, @Nullable Text reason) implements CheckInEvent {}

    record CheckInHeld(
            UUID checkIns,
            int occurrence,
            Side by,
            @Nullable Text outcome) implements CheckInEvent {}

    /**
     * One did not take place.
     *
     * @param by the side that said so; null when nobody recorded anything in time
     */
    record CheckInMissed(
            UUID checkIns,
            int occurrence,
            @Nullable Side by,
            @Nullable Text reason) implements CheckInEvent {}

    /** Occurrences that begin while it is paused neither are held nor missed. */
    record CheckInsPaused(UUID checkIns, Side by, @Nullable Text reason) implements CheckInEvent {}

    record CheckInsResumed(UUID checkIns, Side by) implements CheckInEvent {}

    record CheckInsEnded(UUID checkIns, Side by, @Nullable Text reason) implements CheckInEvent {}
}
