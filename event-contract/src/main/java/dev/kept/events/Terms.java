package dev.kept.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is promised: what, by when, under which conditions, how it is evaluated and by whom.
 *
 * @param monitor who looks whether it is kept
 * @param due the (first) due instant and its zone
 * @param confirmationDays days in which a delivery is confirmed or disputed before it counts as not contested, 1 to 90
 * @param recurrence present when the promise is kept over and over
 */
public record Terms(
        Text title,
        @Nullable Text details,
        @Nullable Text conditions,
        @Nullable Text evaluation,
        Monitor monitor,
        Due due,
        int confirmationDays,
        @Nullable Recurrence recurrence) {

    /** Who looks whether a commitment is kept. */
    public enum Monitor {
        A,
        B,
        BOTH,
        MEDIATOR
    }

    /**
     * A promise kept over and over, each occurrence by itself.
     *
     * @param rrule RFC 5545 RRULE value with an end
     * @param dues every occurrence's due instant in order, 1 to 1,000: written out, so that no later change of time zone rules can
     *     move what was promised
     */
    public record Recurrence(String rrule, List<Instant> dues) {
        public Recurrence {
            dues = List.copyOf(dues);
        }
    }

    /** Number of occurrences; 1 when the promise does not recur. */
    public int occurrences() {
        return recurrence == null ? 1 : recurrence.dues().size();
    }

    /**
     * When an occurrence is due.
     *
     * @param occurrence 1 to {@link #occurrences()}
     */
    public Instant dueOf(int occurrence) {
        return recurrence == null ? due.at() : recurrence.dues().get(occurrence - 1);
    }
}
