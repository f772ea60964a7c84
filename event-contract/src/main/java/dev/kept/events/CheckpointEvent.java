package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A planned date at which something is looked at, and what came of it. */
public sealed interface CheckpointEvent extends LedgerEvent {

    UUID checkpoint();

    @Override
    default UUID subject() {
        return checkpoint();
    }

    /**
     * A date was set.
     *
     * @param by null when it follows from a decision's review date
     * @param agenda null when the decision says it all
     * @param about items to be looked at
     */
    record CheckpointScheduled(
            UUID checkpoint,
            @Nullable Side by,
            Due at,
            @Nullable Text agenda,
            List<UUID> about) implements CheckpointEvent {
        public CheckpointScheduled {
            about = List.copyOf(about);
        }
    }

    /** A side moved the date. Every earlier one stays readable. */
    record CheckpointRescheduled(
            UUID checkpoint, Side by, Due at, @Nullable Text reason) implements CheckpointEvent {}

    /**
     * It took place.
     *
     * @param occurred when
     * @param outcomes none when it was held by reviewing the decision that it is about, which holds the outcome
     * @param decisions decisions put forward with it, by the same command
     * @param commitments commitments recorded with it, by the same command
     */
    record CheckpointHeld(
            UUID checkpoint, Side by, Due occurred, List<Text> outcomes, List<UUID> decisions, List<UUID> commitments)
            implements CheckpointEvent {
        public CheckpointHeld {
            outcomes = List.copyOf(outcomes);
            decisions = List.copyOf(decisions);
            commitments = List.copyOf(commitments);
        }
    }

    /** The decision it was to look at was superseded before it took place: there is nothing to hold or to miss any more. */
    record CheckpointCancelled(UUID checkpoint) implements CheckpointEvent {}

    /** Nobody recorded in time that it took place. It can still be held. */
    record CheckpointMissed(UUID checkpoint) implements CheckpointEvent {}
}
