package dev.kept.commitments.checkpoint;

import dev.kept.events.Due;
import java.time.Instant;

/** How far a checkpoint is. */
sealed interface Checkpoint {

    /**
     * A date is set, and it has not taken place.
     *
     * @param missed whether a miss of this date was recorded; it can still be held
     */
    record Planned(Due at, boolean missed) implements Checkpoint {

        boolean graceOver(Instant now) {
            return now.isAfter(Grace.end(at.at()));
        }

        /** Whether it was missed, and no entry says so yet. */
        boolean missUnrecorded(Instant now) {
            return !missed && graceOver(now);
        }
    }

    /** It took place. */
    record Held() implements Checkpoint {}

    /** There is nothing to look at any more. */
    record Cancelled() implements Checkpoint {}
}
