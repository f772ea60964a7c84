package dev.kept.commitments.deadline;

import dev.kept.commitments.checkpoint.Grace;
import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import dev.kept.commitments.deadline.Awaited.WaitsFor;
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

    void take(OccurrenceId id, CheckpointEvent event) {
        switch (event) {
            case CheckpointScheduled it -> known.put(checkpoint(id, it.at()));
            case CheckpointRescheduled it -> known.put(checkpoint(id, it.at()));
            case CheckpointHeld ignored -> known.remove(id);
            case CheckpointCancelled ignored -> known.remove(id);
            case CheckpointMissed ignored -> known.remove(id);
        }
    }

    private static Awaited checkpoint(OccurrenceId id, Due due) {
        return new Awaited(id, WaitsFor.CHECKPOINT, Grace.end(due.at()), null, 0, null);
    }
}
