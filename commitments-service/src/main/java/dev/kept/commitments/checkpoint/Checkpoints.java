package dev.kept.commitments.checkpoint;

import dev.kept.commitments.checkpoint.Checkpoint.Cancelled;
import dev.kept.commitments.checkpoint.Checkpoint.Held;
import dev.kept.commitments.checkpoint.Checkpoint.Planned;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every checkpoint of a ledger.
 *
 * @param all by id, past ones too
 */
public record Checkpoints(PMap<UUID, Checkpoint> all) {

    public static final Checkpoints NONE = new Checkpoints(HashTreePMap.empty());

    /** What is to be recorded when what a checkpoint was for takes place now; nothing when it was held, or there is none to hold. */
    public List<LedgerEvent> hold(UUID checkpoint, Issue issue) {
        if (!(all.get(checkpoint) instanceof Planned planned)) {
            return List.of();
        }
        Due now = new Due(issue.at(), planned.at().zone());
        return planned.afterMiss(
                checkpoint,
                issue.at(),
                List.of(new CheckpointHeld(checkpoint, issue.side(), now, List.of(), List.of(), List.of())));
    }

    /** What is to be recorded when there is nothing to look at any more. A date that was missed by then stays missed. */
    public List<LedgerEvent> cancel(UUID checkpoint, Instant now) {
        if (!(all.get(checkpoint) instanceof Planned planned) || planned.missed()) {
            return List.of();
        }
        return List.of(planned.graceOver(now) ? new CheckpointMissed(checkpoint) : new CheckpointCancelled(checkpoint));
    }

    Planned requirePlanned(UUID checkpoint) {
        Map<String, Object> facts = Map.of("checkpoint", checkpoint);
        return switch (all.get(checkpoint)) {
            case null ->
                throw Rejected.unknown("checkpoint-not-found", "There is no such checkpoint in this ledger.", facts);
            case Planned planned -> planned;
            case Held ignored -> throw Rejected.rule("checkpoint-held", "This checkpoint was already held.", facts);
            case Cancelled ignored ->
                throw Rejected.rule(
                        "checkpoint-cancelled", "The decision that it was to look at has been superseded.", facts);
        };
    }

    public Checkpoints evolve(CheckpointEvent event) {
        UUID id = event.checkpoint();
        return switch (event) {
            case CheckpointScheduled it -> with(id, new Planned(it.at(), false));
            case CheckpointRescheduled it -> with(id, new Planned(it.at(), false));
            case CheckpointHeld ignored -> with(id, new Held());
            case CheckpointCancelled ignored -> with(id, new Cancelled());
            case CheckpointMissed ignored ->
                with(id, new Planned(requirePlanned(id).at(), true));
        };
    }

    private Checkpoints with(UUID id, Checkpoint checkpoint) {
        return new Checkpoints(all.plus(id, checkpoint));
    }
}
