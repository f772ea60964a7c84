package dev.kept.commitments.checkpoint;

import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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

        /** What a command records, after a miss that the system has not come to record yet: no command steps around one. */
        List<LedgerEvent> afterMiss(UUID checkpoint, Instant now, List<LedgerEvent> events) {
            if (!missUnrecorded(now)) {
                return events;
            }
            List<LedgerEvent> all = new ArrayList<>(List.of(new CheckpointMissed(checkpoint)));
            all.addAll(events);
            return all;
        }
    }

    /** It took place. */
    record Held() implements Checkpoint {}

    /** There is nothing to look at any more. */
    record Cancelled() implements Checkpoint {}
}
