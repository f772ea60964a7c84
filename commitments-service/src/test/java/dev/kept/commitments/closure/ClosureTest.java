package dev.kept.commitments.closure;

import static dev.kept.commitments.aggregate.LedgerFixture.AMY;
import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteMember;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;
import static dev.kept.commitments.aggregate.LedgerFixture.proposeMediator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.closure.ClosureCommand.DeclineClosing;
import dev.kept.commitments.closure.ClosureCommand.DeclineReopening;
import dev.kept.commitments.closure.ClosureCommand.ReopenLedger;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptRequest;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.events.ClosureEvent.ClosingDeclined;
import dev.kept.events.ClosureEvent.ClosingProposed;
import dev.kept.events.ClosureEvent.LedgerClosed;
import dev.kept.events.ClosureEvent.LedgerReopened;
import dev.kept.events.ClosureEvent.ReopeningDeclined;
import dev.kept.events.ClosureEvent.ReopeningProposed;
import dev.kept.events.Due;
import dev.kept.events.MediationEvent.MediatorStoodDown;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClosureTest {
    private static final Text WHY = Text.of("all is said");
    private static final UUID COMMITMENT = new UUID(10, 1);
    private static final UUID INVITATION = new UUID(5, 9);
    private static final CloseLedger CLOSE = new CloseLedger(LEDGER, WHY);
    private static final DeclineClosing DECLINE = new DeclineClosing(LEDGER, WHY);
    private static final ReopenLedger REOPEN = new ReopenLedger(LEDGER, WHY);
    private static final DeclineReopening KEEP_CLOSED = new DeclineReopening(LEDGER, WHY);
    private static final Terms TERMS =
            new Terms(WHY, null, null, null, Monitor.BOTH, new Due(START.plus(Duration.ofDays(7)), "UTC"), 7, null);

    @Test
    void either_side_proposes_to_close() {
        joined().when(BEN, CLOSE).records(new ClosingProposed(Side.B, WHY));
    }

    @Test
    void nobody_closes_alone() {
        joined().given(ANN, CLOSE).when(ANN, CLOSE).refused("not-your-turn");
        opened().when(ANN, CLOSE).refused("other-party-missing");
    }

    @Test
    void the_ledger_is_closed_when_the_other_side_wants_it_too() {
        joined().given(ANN, CLOSE).when(BEN, CLOSE).records(new LedgerClosed());
    }

    @Test
    void a_proposal_is_declined_or_taken_back() {
        joined().given(ANN, CLOSE).when(BEN, DECLINE).records(new ClosingDeclined(Side.B, WHY));
        joined().given(ANN, CLOSE).when(ANN, DECLINE).records(new ClosingDeclined(Side.A, WHY));
        joined().when(ANN, DECLINE).refused("not-proposed");
        joined().given(ANN, CLOSE).given(BEN, DECLINE).when(BEN, CLOSE).records(new ClosingProposed(Side.B, WHY));
    }

    @Test
    void what_somebody_proposed_who_left_is_agreed_to_by_the_side_that_stays() {
        joined().given(BEN, CLOSE, leaves(BEN)).when(ANN, CLOSE).records(new LedgerClosed());
        joined().given(BEN, leaves(BEN)).when(ANN, CLOSE).refused("other-party-missing");
    }

    private static RemoveMember leaves(UUID member) {
        return new RemoveMember(LEDGER, member, null);
    }

    @Test
    void an_open_ledger_is_not_reopened() {
        joined().when(ANN, REOPEN).refused("ledger-open");
        joined().when(ANN, KEEP_CLOSED).refused("ledger-open");
    }

    @Test
    void a_mediator_neither_closes_nor_reopens() {
        mediated().when(MIA, CLOSE).refused("not-a-party");
        mediated().given(ANN, CLOSE).given(BEN, CLOSE).when(MIA, REOPEN).refused("not-a-party");
    }

    @Nested
    class with_a_commitment {
        private LedgerFixture owed() {
            return joined().given(ANN, new MakeCommitment(LEDGER, COMMITMENT, TERMS));
        }

        private LedgerFixture delivered() {
            return owed().given(ANN, new DeliverCommitment(LEDGER, COMMITMENT, null, null, List.of()));
        }

        private static void refused(LedgerFixture fixture) {
            fixture.when(ANN, CLOSE).refused("commitments-open");
        }

        @Test
        void what_is_requested_open_delivered_or_disputed_comes_to_its_end_first() {
            LedgerFixture requested = joined().given(ANN, new RequestCommitment(LEDGER, COMMITMENT, TERMS));
            refused(requested);
            refused(requested.given(BEN, new AcceptRequest(LEDGER, COMMITMENT)));
            refused(owed());
            refused(delivered());
            refused(delivered().given(BEN, new DisputeDelivery(LEDGER, COMMITMENT, null, WHY)));
        }

        @Test
        void what_was_kept_or_missed_does_not_hold_the_ledger_open() {
            delivered()
                    .given(BEN, new ConfirmDelivery(LEDGER, COMMITMENT, null, null))
                    .when(ANN, CLOSE)
                    .records(new ClosingProposed(Side.A, WHY));
            owed().given(ANN, new MissDeadline(LEDGER, COMMITMENT, null, null))
                    .when(ANN, CLOSE)
                    .records(new ClosingProposed(Side.A, WHY));
        }

        @Test
        void what_was_promised_meanwhile_is_in_the_way_of_agreeing() {
            joined().given(ANN, CLOSE, new MakeCommitment(LEDGER, COMMITMENT, TERMS))
                    .when(BEN, CLOSE)
                    .refused("commitments-open");
        }
    }

    @Nested
    class closed {
        private LedgerFixture closed() {
            return joined().given(ANN, CLOSE).given(BEN, CLOSE);
        }

        @Test
        void nothing_is_promised_and_nobody_invited() {
            closed().when(ANN, new MakeCommitment(LEDGER, COMMITMENT, TERMS)).refused("ledger-closed");
            closed().when(BEN, inviteMember(INVITATION)).refused("ledger-closed");
            closed().when(ANN, CLOSE).refused("ledger-closed");
        }

        @Test
        void an_outsider_does_not_learn_that_it_is_closed() {
            closed().when(EVE, CLOSE).unknown("ledger-not-found");
            closed().when(EVE, new AcceptInvitation(LEDGER, INVITATION, "guess", WHY, null, null))
                    .unknown("invitation-not-found");
        }

        @Test
        void whoever_was_invited_comes_too_late() {
            LedgerFixture closed = joined().given(ANN, inviteMember(INVITATION), proposeMediator(MEDIATION), CLOSE)
                    .given(BEN, CLOSE);
            closed.when(AMY, accept(INVITATION)).refused("invitation-not-open");
            closed.when(MIA, accept(MEDIATION)).refused("invitation-not-open");
        }

        @Test
        void reopening_opens_no_invitation_from_before() {
            LedgerFixture reopened = joined().given(ANN, inviteMember(INVITATION), proposeMediator(MEDIATION), CLOSE)
                    .given(BEN, CLOSE, REOPEN)
                    .given(ANN, REOPEN);
            reopened.when(AMY, accept(INVITATION)).refused("invitation-not-open");
            reopened.when(MIA, accept(MEDIATION)).refused("invitation-not-open");
        }

        @Test
        void either_side_proposes_to_reopen_and_the_other_agrees() {
            closed().when(BEN, REOPEN).records(new ReopeningProposed(Side.B, WHY));
            closed().given(BEN, REOPEN).when(BEN, REOPEN).refused("not-your-turn");
            closed().given(BEN, REOPEN)
                    .when(ANN, REOPEN)
                    .records(new LedgerReopened())
                    .leaves(state -> assertThat(state.closure()).isEqualTo(Closure.NONE));
        }

        @Test
        void reopening_is_declined_or_taken_back() {
            closed().given(BEN, REOPEN).when(ANN, KEEP_CLOSED).records(new ReopeningDeclined(Side.A, WHY));
            closed().given(BEN, REOPEN).when(BEN, KEEP_CLOSED).records(new ReopeningDeclined(Side.B, WHY));
            closed().when(ANN, KEEP_CLOSED).refused("not-proposed");
        }

        @Test
        void nobody_is_let_go_by_another() {
            joined().given(ANN, inviteMember(INVITATION))
                    .given(AMY, accept(INVITATION))
                    .given(ANN, CLOSE)
                    .given(BEN, CLOSE)
                    .when(ANN, leaves(AMY))
                    .refused("ledger-closed");
        }

        @Test
        void an_empty_side_is_not_asked_to_reopen_and_its_word_from_before_stands() {
            closed().given(BEN, leaves(BEN)).when(ANN, REOPEN).refused("other-party-missing");
            closed().given(BEN, REOPEN, leaves(BEN)).when(ANN, REOPEN).records(new LedgerReopened());
        }

        @Test
        void a_mediator_may_still_stand_down() {
            mediated()
                    .given(ANN, CLOSE)
                    .given(BEN, CLOSE)
                    .when(MIA, new StandDown(LEDGER, MEDIATION, null))
                    .records(new MediatorStoodDown(MEDIATION, null));
        }

        @Test
        void reopened_it_takes_everything_again() {
            closed().given(ANN, REOPEN).given(BEN, REOPEN).when(ANN, CLOSE).records(new ClosingProposed(Side.A, WHY));
        }
    }
}
