package dev.kept.commitments.concern;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawCommitment;
import dev.kept.commitments.concern.ConcernCommand.AcceptRemedy;
import dev.kept.commitments.concern.ConcernCommand.AcknowledgeConcern;
import dev.kept.commitments.concern.ConcernCommand.DeclareReadiness;
import dev.kept.commitments.concern.ConcernCommand.DeclineRemedy;
import dev.kept.commitments.concern.ConcernCommand.EscalateConcern;
import dev.kept.commitments.concern.ConcernCommand.NameCause;
import dev.kept.commitments.concern.ConcernCommand.OfferApology;
import dev.kept.commitments.concern.ConcernCommand.ProposeRemedy;
import dev.kept.commitments.concern.ConcernCommand.RaiseConcern;
import dev.kept.commitments.concern.ConcernCommand.ReopenConcern;
import dev.kept.commitments.mediation.MediationCommand.DismissMediator;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.ConcernEvent.ApologyOffered;
import dev.kept.events.ConcernEvent.CauseNamed;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernEscalated;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernReopened;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.ConcernEvent.RemedyAccepted;
import dev.kept.events.ConcernEvent.RemedyDeclined;
import dev.kept.events.ConcernEvent.RemedyProposed;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ann's side, A, raises it; Ben's side, B, is the other side. */
class ConcernTest {

    private static final UUID CONCERN = new UUID(20, 1);
    private static final UUID ANOTHER = new UUID(20, 2);
    private static final UUID PART = new UUID(21, 1);
    private static final UUID REPAIR = new UUID(10, 1);
    private static final UUID NOWHERE = new UUID(99, 9);
    private static final Text WORDS = Text.of("words");
    private static final Instant DUE = START.plus(Duration.ofDays(7));
    private static final Terms TERMS =
            new Terms(WORDS, null, null, null, Monitor.BOTH, new Due(DUE, "Europe/Berlin"), 7, null);

    private static final RaiseConcern RAISE = raise(CONCERN, null, List.of());
    private static final AcknowledgeConcern ACKNOWLEDGE = new AcknowledgeConcern(LEDGER, CONCERN, WORDS);
    private static final NameCause CAUSE = new NameCause(LEDGER, CONCERN, PART, WORDS);
    private static final OfferApology APOLOGISE = apologise(null, TERMS);
    private static final ProposeRemedy PROPOSE = new ProposeRemedy(LEDGER, CONCERN, PART, WORDS, null);
    private static final AcceptRemedy ACCEPT = new AcceptRemedy(LEDGER, CONCERN, PART);
    private static final DeclineRemedy DECLINE = new DeclineRemedy(LEDGER, CONCERN, PART, null);
    private static final DeclareReadiness READY = new DeclareReadiness(LEDGER, CONCERN, true, null);
    private static final DeclareReadiness NOT_READY = new DeclareReadiness(LEDGER, CONCERN, false, WORDS);
    private static final ReopenConcern REOPEN = new ReopenConcern(LEDGER, CONCERN, WORDS);
    private static final EscalateConcern ESCALATE = new EscalateConcern(LEDGER, CONCERN, null);

    private static RaiseConcern raise(UUID concern, @Nullable UUID repeats, List<UUID> about) {
        return new RaiseConcern(
                LEDGER, concern, WORDS, WORDS, WORDS, WORDS, List.of(new Evidence(WORDS, null)), WORDS, repeats, about);
    }

    private static OfferApology apologise(@Nullable UUID repair, @Nullable Terms terms) {
        return new OfferApology(LEDGER, CONCERN, PART, WORDS, WORDS, WORDS, repair, REPAIR, terms);
    }

    private static LedgerFixture raised() {
        return joined().given(ANN, RAISE);
    }

    private static LedgerFixture settled() {
        return raised().given(ANN, READY).given(BEN, READY);
    }

    @Nested
    class to_be_raised {

        @Test
        void is_raised_by_either_side() {
            for (Side side : Side.values()) {
                joined().when(side == Side.A ? ANN : BEN, RAISE)
                        .records(new ConcernRaised(
                                CONCERN,
                                side,
                                WORDS,
                                WORDS,
                                WORDS,
                                WORDS,
                                List.of(new Evidence(WORDS, null)),
                                WORDS,
                                null,
                                List.of()));
            }
        }

        @Test
        void is_there_for_the_other_party_to_find_when_it_joins() {
            opened().given(ANN, RAISE).when(ANN, CAUSE).records(new CauseNamed(CONCERN, PART, Side.A, WORDS));
        }

        @Test
        void refers_to_what_is_in_the_ledger() {
            raised().when(BEN, raise(ANOTHER, CONCERN, List.of(CONCERN)))
                    .records(new ConcernRaised(
                            ANOTHER,
                            Side.B,
                            WORDS,
                            WORDS,
                            WORDS,
                            WORDS,
                            List.of(new Evidence(WORDS, null)),
                            WORDS,
                            CONCERN,
                            List.of(CONCERN)));
            raised().when(BEN, raise(ANOTHER, null, List.of(NOWHERE))).refused("linked-item-not-found");
        }

        @Test
        void repeats_a_concern_and_nothing_else() {
            LedgerFixture fixture = raised().given(BEN, new MakeCommitment(LEDGER, REPAIR, TERMS));
            fixture.when(BEN, raise(ANOTHER, REPAIR, List.of())).refused("linked-item-not-found");
            fixture.when(BEN, raise(ANOTHER, NOWHERE, List.of())).refused("linked-item-not-found");
        }

        @Test
        void is_raised_once() {
            raised().when(ANN, RAISE).refused("already-exists");
        }

        @Test
        void is_not_a_mediators_or_an_outsiders() {
            mediated().when(MIA, RAISE).refused("not-a-party");
            joined().when(EVE, RAISE).unknown("ledger-not-found");
        }
    }

    @Nested
    class raised {

        @Test
        void is_acknowledged_by_the_other_side_once() {
            raised().when(BEN, ACKNOWLEDGE).records(new ConcernAcknowledged(CONCERN, WORDS));
            raised().given(BEN, ACKNOWLEDGE).when(BEN, ACKNOWLEDGE).refused("already-acknowledged");
        }

        @Test
        void is_not_acknowledged_by_the_side_that_raised_it() {
            raised().when(ANN, ACKNOWLEDGE).refused("only-other-side");
        }

        @Test
        void has_causes_that_either_side_names() {
            raised().when(ANN, CAUSE).records(new CauseNamed(CONCERN, PART, Side.A, WORDS));
            raised().when(BEN, CAUSE).records(new CauseNamed(CONCERN, PART, Side.B, WORDS));
        }

        @Test
        void that_is_not_there_is_not_found() {
            for (ConcernCommand command : List.of(
                    ACKNOWLEDGE, CAUSE, APOLOGISE, PROPOSE, ACCEPT, DECLINE, READY, NOT_READY, REOPEN, ESCALATE)) {
                joined().when(BEN, command).unknown("concern-not-found");
            }
        }

        @Test
        void is_not_a_mediators_to_take_part_in() {
            for (ConcernCommand command :
                    List.of(ACKNOWLEDGE, CAUSE, APOLOGISE, PROPOSE, ACCEPT, DECLINE, READY, REOPEN, ESCALATE)) {
                mediated().given(ANN, RAISE).when(MIA, command).refused("not-a-party");
            }
        }
    }

    @Nested
    class an_apology {

        @Test
        void makes_its_repair_along_with_it() {
            raised().when(BEN, APOLOGISE)
                    .records(
                            new CommitmentMade(REPAIR, Side.B, TERMS),
                            new ApologyOffered(CONCERN, PART, WORDS, WORDS, WORDS, REPAIR));
        }

        @Test
        void names_a_repair_that_the_side_owes_already() {
            raised().given(BEN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .when(BEN, apologise(REPAIR, null))
                    .records(new ApologyOffered(CONCERN, PART, WORDS, WORDS, WORDS, REPAIR));
        }

        @Test
        void names_a_repair_that_was_missed_and_can_still_be_made_good() {
            raised().given(BEN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .given(BEN, new MissDeadline(LEDGER, REPAIR, null, null))
                    .when(BEN, apologise(REPAIR, null))
                    .records(new ApologyOffered(CONCERN, PART, WORDS, WORDS, WORDS, REPAIR));
        }

        @Test
        void is_none_without_a_repair() {
            raised().when(BEN, apologise(null, null)).refused("repair-missing");
        }

        @Test
        void has_one_repair() {
            raised().given(BEN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .when(BEN, apologise(REPAIR, TERMS))
                    .refused("repair-ambiguous");
        }

        @Test
        void is_not_repaired_by_what_is_not_there() {
            raised().when(BEN, apologise(NOWHERE, null)).refused("linked-item-not-found");
            raised().when(BEN, apologise(CONCERN, null)).refused("linked-item-not-found");
        }

        @Test
        void is_not_repaired_by_what_the_other_side_owes() {
            raised().given(ANN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .when(BEN, apologise(REPAIR, null))
                    .refused("repair-not-owed");
        }

        @Test
        void is_not_repaired_by_a_mere_request() {
            raised().given(ANN, new RequestCommitment(LEDGER, REPAIR, TERMS))
                    .when(BEN, apologise(REPAIR, null))
                    .refused("repair-not-owed");
        }

        @Test
        void is_not_repaired_by_what_is_over() {
            raised().given(BEN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .given(BEN, new WithdrawCommitment(LEDGER, REPAIR, WORDS))
                    .when(BEN, apologise(REPAIR, null))
                    .refused("repair-not-owed");
            raised().given(BEN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .given(BEN, new DeliverCommitment(LEDGER, REPAIR, null, null, List.of()))
                    .given(ANN, new ConfirmDelivery(LEDGER, REPAIR, null, null))
                    .when(BEN, apologise(REPAIR, null))
                    .refused("repair-not-owed");
        }

        @Test
        void is_not_made_by_the_side_that_raised_the_concern() {
            raised().when(ANN, APOLOGISE).refused("only-other-side");
        }

        @Test
        void promises_nothing_that_could_not_be_promised_by_itself() {
            raised().at(DUE).when(BEN, APOLOGISE).refused("due-in-past");
            raised().given(ANN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .when(BEN, APOLOGISE)
                    .refused("already-exists");
        }
    }

    @Nested
    class a_remedy {

        @Test
        void is_proposed_by_either_side_and_answered_by_the_other() {
            raised().when(ANN, PROPOSE).records(new RemedyProposed(CONCERN, PART, Side.A, WORDS, null));
            raised().given(ANN, PROPOSE).when(BEN, ACCEPT).records(new RemedyAccepted(CONCERN, PART));
            raised().given(BEN, PROPOSE).when(ANN, DECLINE).records(new RemedyDeclined(CONCERN, PART, null));
        }

        @Test
        void is_not_answered_by_the_side_that_proposed_it() {
            raised().given(ANN, PROPOSE).when(ANN, ACCEPT).refused("not-your-turn");
            raised().given(BEN, PROPOSE).when(BEN, DECLINE).refused("not-your-turn");
        }

        @Test
        void is_answered_once() {
            raised().given(ANN, PROPOSE).given(BEN, ACCEPT).when(BEN, DECLINE).refused("remedy-answered");
            raised().given(ANN, PROPOSE).given(BEN, DECLINE).when(BEN, ACCEPT).refused("remedy-answered");
        }

        @Test
        void that_nobody_proposed_is_not_found() {
            raised().when(BEN, ACCEPT).unknown("remedy-not-found");
        }

        @Test
        void is_proposed_once() {
            raised().given(ANN, PROPOSE).when(ANN, PROPOSE).refused("already-exists");
        }

        @Test
        void is_carried_out_by_a_commitment_of_the_ledger() {
            ProposeRemedy carried = new ProposeRemedy(LEDGER, CONCERN, PART, WORDS, REPAIR);
            raised().given(BEN, new MakeCommitment(LEDGER, REPAIR, TERMS))
                    .when(ANN, carried)
                    .records(new RemedyProposed(CONCERN, PART, Side.A, WORDS, REPAIR));
            raised().when(ANN, carried).refused("linked-item-not-found");
        }
    }

    @Nested
    class readiness {

        @Test
        void is_declared_by_each_side_for_itself() {
            raised().when(ANN, READY).records(new ReadinessDeclared(CONCERN, Side.A, true, null));
            raised().when(BEN, READY).records(new ReadinessDeclared(CONCERN, Side.B, true, null));
        }

        @Test
        void of_both_settles_the_concern() {
            raised().given(BEN, READY)
                    .when(ANN, READY)
                    .records(new ReadinessDeclared(CONCERN, Side.A, true, null), new ConcernSettled(CONCERN));
        }

        @Test
        void is_not_declared_twice() {
            raised().given(ANN, READY).when(ANN, READY).refused("already-declared");
        }

        @Test
        void is_taken_back_by_the_side_that_declared_it() {
            raised().given(ANN, READY)
                    .when(ANN, NOT_READY)
                    .records(new ReadinessDeclared(CONCERN, Side.A, false, WORDS));
            raised().given(ANN, READY).when(BEN, NOT_READY).refused("not-declared");
            raised().when(ANN, NOT_READY).refused("not-declared");
        }

        @Test
        void taken_back_does_not_settle_anything() {
            raised().given(ANN, READY, NOT_READY)
                    .when(BEN, READY)
                    .records(new ReadinessDeclared(CONCERN, Side.B, true, null));
        }
    }

    @Nested
    class settled {

        @Test
        void sees_nothing_but_its_reopening() {
            for (ConcernCommand command :
                    List.of(ACKNOWLEDGE, CAUSE, APOLOGISE, PROPOSE, ACCEPT, DECLINE, READY, NOT_READY, ESCALATE)) {
                settled().when(BEN, command).refused("concern-settled");
            }
        }

        @Test
        void is_reopened_by_either_side() {
            settled().when(ANN, REOPEN).records(new ConcernReopened(CONCERN, Side.A, WORDS));
            settled().when(BEN, REOPEN).records(new ConcernReopened(CONCERN, Side.B, WORDS));
        }

        @Test
        void is_what_can_be_reopened() {
            raised().when(ANN, REOPEN).refused("concern-not-settled");
            settled().given(ANN, REOPEN).when(BEN, REOPEN).refused("concern-not-settled");
        }

        @Test
        void once_reopened_waits_for_both_sides_anew() {
            LedgerFixture reopened = settled().given(BEN, REOPEN);
            reopened.when(ANN, READY).records(new ReadinessDeclared(CONCERN, Side.A, true, null));
            reopened.when(BEN, READY)
                    .records(new ReadinessDeclared(CONCERN, Side.B, true, null), new ConcernSettled(CONCERN));
        }

        @Test
        void once_reopened_is_acknowledged_anew_and_its_remedies_are_still_there() {
            raised().given(BEN, ACKNOWLEDGE, PROPOSE, READY)
                    .given(ANN, READY, REOPEN, ACCEPT)
                    .when(BEN, ACKNOWLEDGE)
                    .records(new ConcernAcknowledged(CONCERN, WORDS));
        }
    }

    @Nested
    class escalated {

        private LedgerFixture withMediator() {
            return mediated().given(ANN, RAISE);
        }

        @Test
        void is_taken_to_the_mediator_by_either_side() {
            withMediator().when(ANN, ESCALATE).records(new ConcernEscalated(CONCERN, Side.A, null));
            withMediator().when(BEN, ESCALATE).records(new ConcernEscalated(CONCERN, Side.B, null));
        }

        @Test
        void needs_a_mediator_in_force() {
            raised().when(ANN, ESCALATE).refused("no-mediator");
            withMediator()
                    .given(BEN, new DismissMediator(LEDGER, MEDIATION, null))
                    .when(ANN, ESCALATE)
                    .refused("no-mediator");
        }

        @Test
        void is_taken_there_once() {
            withMediator().given(ANN, ESCALATE).when(BEN, ESCALATE).refused("already-escalated");
        }

        @Test
        void is_taken_there_again_after_it_was_reopened() {
            withMediator()
                    .given(ANN, ESCALATE, READY)
                    .given(BEN, READY, REOPEN)
                    .when(BEN, ESCALATE)
                    .records(new ConcernEscalated(CONCERN, Side.B, null));
        }
    }
}
