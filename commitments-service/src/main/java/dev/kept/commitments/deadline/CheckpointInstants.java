package dev.kept.commitments.deadline;

import dev.kept.commitments.checkpoint.Grace;
import dev.kept.commitments.deadline.Awaited.Kind;
import dev.kept.commitments.deadline.Awaited.Place;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.Due;

/** What checkpoints wait for. Knows no rule: what is recorded was allowed. */
final class CheckpointInstants {

    private final AwaitedOccurrences known;

    CheckpointInstants(AwaitedOccurrences known) {
        this.known = known;
    }

    void take(Place place, CheckpointEvent event) {
        switch (event) {
            case CheckpointScheduled it -> known.put(checkpoint(place, it.at()));
            case CheckpointRescheduled it -> known.put(checkpoint(place, it.at()));
            case CheckpointHeld ignored -> known.remove(place);
            case CheckpointCancelled ignored -> known.remove(place);
            case CheckpointMissed ignored -> known.remove(place);
        }
    }

    private static Awaited checkpoint(Place place, Due due) {
        return new Awaited(place, Kind.CHECKPOINT, Grace.end(due.at()), null, 0, null);
    }
}
