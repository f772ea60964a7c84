package dev.kept.commitments.decision;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.checkpoint.CheckpointCommand.HoldCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.MissCheckpoint;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.decision.DecisionCommand.AgreeDecision;
import dev.kept.commitments.decision.DecisionCommand.ObjectToDecision;
import dev.kept.commitments.decision.DecisionCommand.ProposeDecision;
import dev.kept.commitments.decision.DecisionCommand.ReviewDecision;
import dev.kept.commitments.decision.DecisionCommand.SupersedeDecision;
import dev.kept.commitments.decision.DecisionCommand.WithdrawDecision;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionReviewed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.DecisionEvent.DecisionWithdrawn;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ann's side, A, puts it forward; Ben's side, B, answers. */
class DecisionTest {

    private static final UUID DECISION = new UUID(20, 1);
    private static final UUID NEXT = new UUID(20, 2);
    private static final UUID OTHER = new UUID(20, 3);
    private static final UUID CHECKPOINT = new UUID(21, 1);
    private static final UUID LATER_CHECKPOINT = new UUID(21, 2);
    private static final UUID OBJECTION = new UUID(22, 1);
    private static final UUID COMMITMENT = new UUID(23, 1);
    private static final Text WORDS = Text.of("words");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Due REVIEW = new Due(START.plus(DAY.multipliedBy(30)), "Europe/Berlin");
    private static final Due LATER = new Due(START.plus(DAY.multipliedBy(90)), "Europe/Berlin");

    private static final ProposeDecision PROPOSE = propose(REVIEW, List.of());
    private static final AgreeDecision AGREE = new AgreeDecision(LEDGER, DECISION);
    private static final ObjectToDecision OBJECT = new ObjectToDecision(LEDGER, DECISION, OBJECTION, WORDS);
    private static final WithdrawDecision WITHDRAW = new WithdrawDecision(LEDGER, DECISION, null);
    private static final SupersedeDecision SUPERSEDE =
            new SupersedeDecision(LEDGER, DECISION, NEXT, substance(null, List.of()), LATER_CHECKPOINT);
    private static final ReviewDecision REVIEWED = new ReviewDecision(LEDGER, DECISION, WORDS, null);

    private static Substance substance(@Nullable Due review, List<UUID> commitments) {
        return new Substance(
                WORDS,
                WORDS,
                List.of(new Alternative(WORDS, null)),
                List.of(new Evidence(WORDS, null)),
                commitments,
                review);
    }

    private static ProposeDecision propose(@Nullable Due review, List<UUID> commitments) {
        return new ProposeDecision(LEDGER, DECISION, substance(review, commitments), CHECKPOINT);
    }

    private static DecisionProposed proposed(
            UUID decision, Side by, @Nullable Review review, List<UUID> commitments, @Nullable UUID supersedes) {
        return new DecisionProposed(
                decision,
                by,
                WORDS,
                WORDS,
                List.of(new Alternative(WORDS, null)),
                List.of(new Evidence(WORDS, null)),
                commitments,
                review,
                supersedes);
    }

    private static CheckpointHeld heldBy(Side side, LedgerFixture fixture) {
        return new CheckpointHeld(
                CHECKPOINT, side, new Due(fixture.now(), "Europe/Berlin"), List.of(), List.of(), List.of());
    }

    @Nested
    class to_be_proposed {
        @Test
        void is_put_forward_by_either_side_with_its_review() {
            joined().when(BEN, PROPOSE)
                    .records(proposed(DECISION, Side.B, new Review(CHECKPOINT, REVIEW), List.of(), null));
        }

        @Test
        void needs_no_review() {
            joined().when(ANN, propose(null, List.of())).records(proposed(DECISION, Side.A, null, List.of(), null));
        }

        @Test
        void names_commitments_of_the_ledger_and_nothing_else() {
            Terms terms = new Terms(WORDS, null, null, null, Monitor.BOTH, REVIEW, 7, null);
            LedgerFixture fixture = joined().given(ANN, new MakeCommitment(LEDGER, COMMITMENT, terms));

            fixture.when(ANN, propose(null, List.of(COMMITMENT)))
                    .records(proposed(DECISION, Side.A, null, List.of(COMMITMENT), null));
            joined().when(ANN, propose(null, List.of(COMMITMENT))).refused("linked-item-not-found");
            joined().given(ANN, PROPOSE)
                    .when(ANN, new ProposeDecision(LEDGER, NEXT, substance(null, List.of(DECISION)), CHECKPOINT))
                    .refused("linked-item-not-found");
        }

        @Test
        void needs_somebody_who_can_agree() {
            opened().when(ANN, PROPOSE).refused("other-party-missing");
        }

        @Test
        void is_reviewed_in_the_future() {
            joined().at(REVIEW.at()).when(ANN, PROPOSE).refused("review-passed");
        }

        @Test
        void is_put_forward_once() {
            joined().given(ANN, PROPOSE).when(ANN, PROPOSE).refused("already-exists");
        }

        @Test
        void is_not_a_mediators_or_an_outsiders() {
            mediated().when(MIA, PROPOSE).refused("not-a-party");
            joined().when(EVE, PROPOSE).unknown("ledger-not-found");
        }
    }

    @Nested
    class proposed {
        private LedgerFixture proposed() {
            return joined().given(ANN, PROPOSE);
        }

        @Test
        void is_agreed_by_the_other_side_and_its_review_becomes_a_checkpoint() {
            proposed()
                    .when(BEN, AGREE)
                    .records(
                            new DecisionAgreed(DECISION),
                            new CheckpointScheduled(CHECKPOINT, null, REVIEW, null, List.of(DECISION)));
        }

        @Test
        void without_a_review_is_merely_agreed() {
            joined().given(ANN, propose(null, List.of())).when(BEN, AGREE).records(new DecisionAgreed(DECISION));
        }

        @Test
        void is_not_agreed_by_the_side_that_put_it_forward() {
            proposed().when(ANN, AGREE).refused("not-your-turn");
        }

        @Test
        void is_not_agreed_once_its_review_date_has_passed() {
            proposed().at(REVIEW.at()).when(BEN, AGREE).refused("review-passed");
        }

        @Test
        void is_objected_to_by_the_other_side_and_can_still_be_agreed() {
            proposed().when(BEN, OBJECT).records(new DecisionObjected(DECISION, OBJECTION, Side.B, WORDS));
            proposed()
                    .given(BEN, OBJECT)
                    .when(BEN, AGREE)
                    .records(
                            new DecisionAgreed(DECISION),
                            new CheckpointScheduled(CHECKPOINT, null, REVIEW, null, List.of(DECISION)));
        }

        @Test
        void is_not_objected_to_by_the_side_that_put_it_forward() {
            proposed().when(ANN, OBJECT).refused("own-proposal");
        }

        @Test
        void is_taken_back_by_the_side_that_put_it_forward_alone() {
            proposed().when(ANN, WITHDRAW).records(new DecisionWithdrawn(DECISION, null));
            proposed().when(BEN, WITHDRAW).refused("only-proposer");
        }

        @Test
        void is_neither_reviewed_nor_superseded() {
            proposed().when(BEN, REVIEWED).refused("decision-not-agreed");
            proposed().when(BEN, SUPERSEDE).refused("decision-not-agreed");
        }

        @Test
        void is_not_a_mediators_to_answer() {
            LedgerFixture fixture = mediated().given(ANN, PROPOSE);
            for (DecisionCommand command : List.of(AGREE, OBJECT, WITHDRAW, REVIEWED, SUPERSEDE)) {
                fixture.when(MIA, command).refused("not-a-party");
            }
        }
    }

    @Nested
    class withdrawn {
        @Test
        void is_over() {
            LedgerFixture fixture = joined().given(ANN, PROPOSE, WITHDRAW);
            for (DecisionCommand command : List.of(AGREE, OBJECT, WITHDRAW, REVIEWED, SUPERSEDE)) {
                fixture.when(BEN, command).refused("decision-withdrawn");
            }
        }
    }

    @Nested
    class in_force {
        private LedgerFixture inForce() {
            return joined().given(ANN, PROPOSE).given(BEN, AGREE);
        }

        @Test
        void is_not_agreed_or_taken_back_any_more() {
            inForce().when(BEN, AGREE).refused("decision-in-force");
            inForce().when(ANN, WITHDRAW).refused("decision-in-force");
        }

        @Test
        void is_objected_to_by_either_side_and_stays_in_force() {
            inForce().when(ANN, OBJECT).records(new DecisionObjected(DECISION, OBJECTION, Side.A, WORDS));
            inForce().given(BEN, OBJECT).when(ANN, SUPERSEDE).records(superseding(Side.A));
        }

        @Test
        void is_reviewed_by_either_side_which_holds_its_checkpoint() {
            LedgerFixture fixture = inForce().at(REVIEW.at());

            fixture.when(BEN, REVIEWED)
                    .records(new DecisionReviewed(DECISION, Side.B, WORDS, null), heldBy(Side.B, fixture));
        }

        @Test
        void is_reviewed_with_another_date_to_come() {
            LedgerFixture fixture = inForce().at(REVIEW.at());
            Review next = new Review(LATER_CHECKPOINT, LATER);

            fixture.when(ANN, new ReviewDecision(LEDGER, DECISION, WORDS, next))
                    .records(
                            new DecisionReviewed(DECISION, Side.A, WORDS, next),
                            heldBy(Side.A, fixture),
                            new CheckpointScheduled(LATER_CHECKPOINT, null, LATER, null, List.of(DECISION)));
        }

        @Test
        void is_reviewed_after_its_checkpoint_was_held_by_itself() {
            inForce()
                    .given(ANN, new HoldCheckpoint(LEDGER, CHECKPOINT, at(), List.of(WORDS), List.of(), List.of()))
                    .when(ANN, REVIEWED)
                    .records(new DecisionReviewed(DECISION, Side.A, WORDS, null));
        }

        private Due at() {
            return new Due(START, "UTC");
        }

        @Test
        void is_reviewed_too_late_to_undo_a_miss() {
            LedgerFixture fixture = inForce().at(REVIEW.at().plus(DAY.multipliedBy(4)));

            fixture.when(ANN, REVIEWED)
                    .records(
                            new DecisionReviewed(DECISION, Side.A, WORDS, null),
                            new CheckpointMissed(CHECKPOINT),
                            heldBy(Side.A, fixture));
        }

        @Test
        void is_reviewed_next_in_the_future() {
            inForce()
                    .when(
                            ANN,
                            new ReviewDecision(
                                    LEDGER, DECISION, WORDS, new Review(LATER_CHECKPOINT, new Due(START, "UTC"))))
                    .refused("review-passed");
        }
    }

    private static DecisionProposed superseding(Side by) {
        return DecisionTest.proposed(NEXT, by, null, List.of(), DECISION);
    }

    @Nested
    class to_be_superseded {
        private LedgerFixture replaced() {
            return joined().given(ANN, PROPOSE).given(BEN, AGREE, SUPERSEDE);
        }

        private final AgreeDecision agreeNext = new AgreeDecision(LEDGER, NEXT);

        @Test
        void by_a_proposal_of_either_side() {
            joined().given(ANN, PROPOSE).given(BEN, AGREE).when(BEN, SUPERSEDE).records(superseding(Side.B));
        }

        @Test
        void by_one_at_a_time() {
            replaced()
                    .when(ANN, new SupersedeDecision(LEDGER, DECISION, OTHER, substance(null, List.of()), CHECKPOINT))
                    .refused("replacement-open");
        }

        @Test
        void by_another_one_once_the_first_was_taken_back() {
            replaced()
                    .given(BEN, new WithdrawDecision(LEDGER, NEXT, WORDS))
                    .when(ANN, new SupersedeDecision(LEDGER, DECISION, OTHER, substance(null, List.of()), CHECKPOINT))
                    .records(DecisionTest.proposed(OTHER, Side.A, null, List.of(), DECISION));
        }

        @Test
        void together_with_the_agreement_to_the_new_one() {
            replaced()
                    .when(ANN, agreeNext)
                    .records(
                            new DecisionAgreed(NEXT),
                            new DecisionSuperseded(DECISION, NEXT),
                            new CheckpointCancelled(CHECKPOINT));
        }

        @Test
        void and_a_review_that_nobody_held_in_time_stays_missed() {
            replaced()
                    .at(REVIEW.at().plus(DAY.multipliedBy(4)))
                    .when(ANN, agreeNext)
                    .records(
                            new DecisionAgreed(NEXT),
                            new DecisionSuperseded(DECISION, NEXT),
                            new CheckpointMissed(CHECKPOINT));
            replaced()
                    .at(REVIEW.at().plus(DAY.multipliedBy(4)))
                    .given(null, new MissCheckpoint(LEDGER, CHECKPOINT))
                    .when(ANN, agreeNext)
                    .records(new DecisionAgreed(NEXT), new DecisionSuperseded(DECISION, NEXT));
        }

        @Test
        void stays_in_force_until_then() {
            LedgerFixture fixture = replaced();

            fixture.when(ANN, REVIEWED)
                    .records(new DecisionReviewed(DECISION, Side.A, WORDS, null), heldBy(Side.A, fixture));
            fixture.when(ANN, new SupersedeDecision(LEDGER, DECISION, OTHER, substance(null, List.of()), CHECKPOINT))
                    .refused("replacement-open");
        }

        @Test
        void and_is_over_then() {
            LedgerFixture fixture = replaced().given(ANN, agreeNext);
            for (DecisionCommand command : List.of(AGREE, OBJECT, WITHDRAW, REVIEWED, SUPERSEDE)) {
                fixture.when(BEN, command).refused("decision-superseded");
            }
            fixture.when(BEN, new SupersedeDecision(LEDGER, NEXT, OTHER, substance(null, List.of()), CHECKPOINT))
                    .records(DecisionTest.proposed(OTHER, Side.B, null, List.of(), NEXT));
        }
    }

    @Test
    void a_decision_that_is_not_there_is_not_found() {
        for (DecisionCommand command : List.of(AGREE, OBJECT, WITHDRAW, REVIEWED, SUPERSEDE)) {
            joined().when(BEN, command).unknown("decision-not-found");
        }
    }
}
