package dev.kept.commitments.checkin;

import dev.kept.events.Side;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** How far a series of check-ins is. */
sealed interface Series {

    /** What one check-in of a series has come to. */
    enum Occurrence {
        OPEN,
        HELD,
        MISSED,
        /** Held after it had been recorded as missed. */
        HELD_LATE,
        /** It began while there was no agreement that it take place: before it, during a pause, or after the end. */
        SKIPPED
    }

    /** Put forward by a side; the other one is to answer. */
    record Offered(Side by, int minutes, PVector<Instant> beginnings) implements Series {

        /** What comes to be when the other side agrees. */
        Agreed agree(Instant at) {
            List<Occurrence> occurrences = beginnings.stream()
                    .map(beginning -> beginning.isBefore(at) ? Occurrence.SKIPPED : Occurrence.OPEN)
                    .toList();
            return new Agreed(minutes, beginnings, TreePVector.from(occurrences), null, false);
        }
    }

    /** An offer that came to nothing. */
    record Dropped(boolean declined) implements Series {}

    /**
     * Agreed on by both sides.
     *
     * @param occurrences one for each beginning, the first at index 0
     * @param paused since when; null while it is not
     * @param ended what began before can still be recorded
     */
    record Agreed(
            int minutes,
            PVector<Instant> beginnings,
            PVector<Occurrence> occurrences,
            @Nullable Instant paused,
            boolean ended)
            implements Series {

        Instant beginning(int number) {
            return beginnings.get(number - 1);
        }

        /** An occurrence that begins in a pause is skipped from its beginning on, not only once the pause ends. */
        Occurrence occurrence(int number) {
            return occurrences.get(number - 1) == Occurrence.OPEN && inPause(number)
                    ? Occurrence.SKIPPED
                    : occurrences.get(number - 1);
        }

        private boolean inPause(int number) {
            return paused != null && !beginning(number).isBefore(paused);
        }

        /** Whether a check-in begins at that instant or later. */
        boolean ahead(Instant at) {
            return !beginnings.getLast().isBefore(at);
        }

        boolean overdue(int number, Instant at) {
            return occurrence(number) == Occurrence.OPEN
                    && RecordingWindow.end(beginning(number), minutes).isBefore(at);
        }

        Agreed record(int number, UnaryOperator<Occurrence> change) {
            return new Agreed(
                    minutes,
                    beginnings,
                    occurrences.with(number - 1, change.apply(occurrences.get(number - 1))),
                    paused,
                    ended);
        }

        Agreed pause(Instant at) {
            return new Agreed(minutes, beginnings, occurrences, at, ended);
        }

        Agreed resume(Instant at) {
            return new Agreed(minutes, beginnings, skipping(at), null, ended);
        }

        /** What would have begun from then on is skipped; so is all of a pause that lasts. */
        Agreed end(Instant at) {
            Agreed last = paused == null ? pause(at) : this;
            return new Agreed(minutes, beginnings, last.skipping(Instant.MAX), null, true);
        }

        private PVector<Occurrence> skipping(Instant until) {
            PVector<Occurrence> skipping = occurrences;
            for (int number = 1; number <= beginnings.size(); number++) {
                if (occurrence(number) == Occurrence.SKIPPED
                        && beginning(number).isBefore(until)) {
                    skipping = skipping.with(number - 1, Occurrence.SKIPPED);
                }
            }
            return skipping;
        }
    }
}
