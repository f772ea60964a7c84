package dev.kept.commitments.checkpoint;

import dev.kept.commitments.checkpoint.Checkpoint.Planned;
import dev.kept.commitments.commitment.CommitmentSlice;
import dev.kept.commitments.decision.DecisionSlice;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Part;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people, and the system when nobody held one in time, ask for about a checkpoint. */
public sealed interface CheckpointCommand extends LedgerCommand<CheckpointSlice> {

    UUID checkpoint();

    @Override
    default UUID item() {
        return checkpoint();
    }

    /**
     * Either side sets a date.
     *
     * @param about items to be looked at
     */
    record ScheduleCheckpoint(UUID ledger, UUID checkpoint, Due at, Text agenda, List<UUID> about)
            implements CheckpointCommand {
        public ScheduleCheckpoint {
            about = List.copyOf(about);
        }

        @Override
        public List<LedgerEvent> decide(CheckpointSlice state, Issue issue) {
            Side by = issue.side();
            if (state.knows(checkpoint)) {
                throw Rejected.alreadyExists(checkpoint);
            }
            requireAhead(at, issue);
            state.requireKnown(about);
            return List.of(new CheckpointScheduled(checkpoint, by, at, agenda, about));
        }
    }

    /** Either side moves the date. A date that was missed by then stays missed. */
    record RescheduleCheckpoint(
            UUID ledger, UUID checkpoint, Due at, @Nullable Text reason) implements CheckpointCommand {
        @Override
        public List<LedgerEvent> decide(CheckpointSlice state, Issue issue) {
            Planned planned = state.checkpoints().requirePlanned(checkpoint);
            requireAhead(at, issue);
            return planned.afterMiss(
                    checkpoint, issue.at(), List.of(new CheckpointRescheduled(checkpoint, issue.side(), at, reason)));
        }
    }

    /**
     * Either side says that it took place, and what came of it.
     *
     * @param commitments parts that make or request commitments
     * @param decisions parts that propose decisions
     */
    record HoldCheckpoint(
            UUID ledger,
            UUID checkpoint,
            Due occurred,
            List<Text> outcomes,
            List<Part<CommitmentSlice>> commitments,
            List<Part<DecisionSlice>> decisions)
            implements CheckpointCommand {
        public HoldCheckpoint {
            outcomes = List.copyOf(outcomes);
            commitments = List.copyOf(commitments);
            decisions = List.copyOf(decisions);
        }

        @Override
        public List<LedgerEvent> decide(CheckpointSlice state, Issue issue) {
            Planned planned = state.checkpoints().requirePlanned(checkpoint);
            requireOccurred(occurred.at(), issue);
            LedgerEvent held = new CheckpointHeld(
                    checkpoint,
                    issue.side(),
                    occurred,
                    outcomes,
                    decisions.stream().map(Part::item).toList(),
                    commitments.stream().map(Part::item).toList());
            List<Part<? super CheckpointSlice>> parts = Stream.<Part<? super CheckpointSlice>>concat(
                            commitments.stream(), decisions.stream())
                    .toList();
            return planned.afterMiss(
                    checkpoint, issue.at(), Part.decide(held, parts, state, CheckpointSlice::after, issue));
        }
    }

    /** The system: nobody said in time that it took place. */
    record MissCheckpoint(UUID ledger, UUID checkpoint) implements CheckpointCommand {
        @Override
        public Optional<Actor> issuer(CheckpointSlice state, @Nullable UUID person) {
            return person == null ? Optional.of(Actor.SYSTEM) : Optional.empty();
        }

        @Override
        public List<LedgerEvent> decide(CheckpointSlice state, Issue issue) {
            Planned planned = state.checkpoints().requirePlanned(checkpoint);
            if (planned.missed()) {
                throw Rejected.rule(
                        "already-missed",
                        "This date was already recorded as missed.",
                        Map.of("checkpoint", checkpoint));
            }
            if (!planned.graceOver(issue.at())) {
                throw Rejected.rule(
                        "grace-not-over",
                        "There is still time to record that it took place.",
                        Map.of(
                                "checkpoint",
                                checkpoint,
                                "until",
                                Grace.end(planned.at().at())));
            }
            return List.of(new CheckpointMissed(checkpoint));
        }
    }

    private static void requireAhead(Due at, Issue issue) {
        if (!at.at().isAfter(issue.at())) {
            throw Rejected.rule(
                    "due-in-past", "The date has already passed.", Map.of("due", at.at(), "now", issue.at()));
        }
    }

    private static void requireOccurred(Instant occurred, Issue issue) {
        if (occurred.isAfter(issue.at())) {
            throw Rejected.rule(
                    "occurred-in-future",
                    "It cannot have taken place in the future.",
                    Map.of("occurred", occurred, "now", issue.at()));
        }
    }
}
