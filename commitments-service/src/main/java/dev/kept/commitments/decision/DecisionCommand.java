package dev.kept.commitments.decision;

import dev.kept.commitments.decision.Decision.InForce;
import dev.kept.commitments.decision.Decision.Proposed;
import dev.kept.commitments.decision.Decision.Superseded;
import dev.kept.commitments.decision.Decision.Withdrawn;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionReviewed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.DecisionEvent.DecisionWithdrawn;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for about a decision. */
public sealed interface DecisionCommand extends LedgerCommand<DecisionSlice> {

    UUID decision();

    @Override
    default UUID item() {
        return decision();
    }

    /**
     * Either side puts a decision forward.
     *
     * @param checkpoint what its review date becomes once both agreed
     */
    record ProposeDecision(UUID ledger, UUID decision, Substance substance, UUID checkpoint)
            implements DecisionCommand {
        @Override
        public List<LedgerEvent> decide(DecisionSlice state, Issue issue) {
            return List.of(proposed(state, issue, decision, substance, checkpoint, null));
        }
    }

    /**
     * Either side puts forward what is to take the place of a decision in force, which stays so until both agreed.
     *
     * @param checkpoint as in {@link ProposeDecision}
     */
    record SupersedeDecision(UUID ledger, UUID superseded, UUID decision, Substance substance, UUID checkpoint)
            implements DecisionCommand {
        @Override
        public List<LedgerEvent> decide(DecisionSlice state, Issue issue) {
            UUID open = state.decisions().requireInForce(superseded).replacement();
            if (open != null) {
                throw Rejected.rule(
                        "replacement-open",
                        "Another decision has been put forward to take its place; answer that one first.",
                        Map.of("decision", superseded, "replacement", open));
            }
            return List.of(proposed(state, issue, decision, substance, checkpoint, superseded));
        }
    }

    /** The other side agrees. */
    record AgreeDecision(UUID ledger, UUID decision) implements DecisionCommand {
        @Override
        public List<LedgerEvent> decide(DecisionSlice state, Issue issue) {
            Proposed proposed = state.decisions().requireProposed(decision);
            requireOtherSide(proposed, issue);
            Review review = proposed.review();
            if (review != null) {
                requireReviewAhead(review.at(), issue);
            }
            List<LedgerEvent> events = new ArrayList<>(List.of(new DecisionAgreed(decision)));
            UUID superseded = proposed.supersedes();
            if (superseded != null) {
                events.add(new DecisionSuperseded(superseded, decision));
                UUID planned = state.decisions().requireInForce(superseded).checkpoint();
                if (planned != null) {
                    events.addAll(state.cancelCheckpoint(planned, issue.at()));
                }
            }
            if (review != null) {
                events.add(scheduled(review));
            }
            return events;
        }

        private void requireOtherSide(Proposed proposed, Issue issue) {
            if (proposed.by() == issue.side()) {
                throw Rejected.rule(
                        "not-your-turn", "It is for the other side to agree.", Map.of("decision", decision));
            }
        }

        private LedgerEvent scheduled(Review review) {
            return new CheckpointScheduled(review.checkpoint(), null, review.at(), null, List.of(decision));
        }
    }

    /** The other side objects to a proposal; or either side to a decision in force, which stays so. */
    record ObjectToDecision(UUID ledger, UUID decision, UUID objection, Text reason) implements DecisionCommand {
        @Override
        public List<LedgerEvent> decide(DecisionSlice state, Issue issue) {
            Side by = issue.side();
            switch (state.decisions().require(decision)) {
                case Proposed proposed -> requireNotOwn(proposed, by);
                case InForce ignored -> {}
                case Withdrawn ignored -> throw Decisions.withdrawn(decision);
                case Superseded ignored -> throw Decisions.superseded(decision);
            }
            return List.of(new DecisionObjected(decision, objection, by, reason));
        }

        private void requireNotOwn(Proposed proposed, Side by) {
            if (proposed.by() == by) {
                throw Rejected.rule(
                        "own-proposal",
                        "Your own side put this forward; as long as it is not agreed you can take it back.",
                        Map.of("decision", decision));
            }
        }
    }

    /** The side that put it forward takes it back, as long as it is not agreed. */
    record WithdrawDecision(
            UUID ledger, UUID decision, @Nullable Text reason) implements DecisionCommand {
        @Override
        public List<LedgerEvent> decide(DecisionSlice state, Issue issue) {
            if (state.decisions().requireProposed(decision).by() != issue.side()) {
                throw Rejected.rule(
                        "only-proposer",
                        "Only the side that put it forward can take it back; you can object.",
                        Map.of("decision", decision));
            }
            return List.of(new DecisionWithdrawn(decision, reason));
        }
    }

    /**
     * Either side records what came of looking at a decision in force again. That is what the checkpoint of its review date was for, so
     * this holds it.
     *
     * @param next when it will be looked at after this
     */
    record ReviewDecision(
            UUID ledger,
            UUID decision,
            Text outcome,
            @Nullable Review next) implements DecisionCommand {
        @Override
        public List<LedgerEvent> decide(DecisionSlice state, Issue issue) {
            InForce inForce = state.decisions().requireInForce(decision);
            if (next != null) {
                requireReviewAhead(next.at(), issue);
            }
            List<LedgerEvent> events =
                    new ArrayList<>(List.of(new DecisionReviewed(decision, issue.side(), outcome, next)));
            UUID planned = inForce.checkpoint();
            if (planned != null) {
                events.addAll(state.holdCheckpoint(planned, issue));
            }
            if (next != null) {
                events.add(new CheckpointScheduled(next.checkpoint(), null, next.at(), null, List.of(decision)));
            }
            return events;
        }
    }

    private static LedgerEvent proposed(
            DecisionSlice state,
            Issue issue,
            UUID decision,
            Substance substance,
            UUID checkpoint,
            @Nullable UUID supersedes) {
        Side by = issue.side();
        if (state.knows(decision)) {
            throw Rejected.alreadyExists(decision);
        }
        if (!state.hasMembers(by.other())) {
            throw Rejected.rule(
                    "other-party-missing", "Nobody acts for the other party now, so nobody could agree.", Map.of());
        }
        state.requireCommitments(substance.commitments());
        Due at = substance.review();
        if (at != null) {
            requireReviewAhead(at, issue);
        }
        return new DecisionProposed(
                decision,
                by,
                substance.statement(),
                substance.rationale(),
                substance.alternatives(),
                substance.evidence(),
                substance.commitments(),
                at == null ? null : new Review(checkpoint, at),
                supersedes);
    }

    private static void requireReviewAhead(Due review, Issue issue) {
        if (!review.at().isAfter(issue.at())) {
            throw Rejected.rule(
                    "review-passed",
                    "The date on which it was to be reviewed has already passed.",
                    Map.of("review", review.at(), "now", issue.at()));
        }
    }
}
