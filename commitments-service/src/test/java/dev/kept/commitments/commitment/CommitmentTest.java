package dev.kept.commitments.commitment;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;
import static dev.kept.commitments.commitment.Deeds.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.aggregate.LedgerState;
import dev.kept.commitments.commitment.Commitment.Agreed;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.Occurrence.Outcome;
import dev.kept.commitments.commitment.Occurrence.Settled;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.mediation.FindingCommand.AcceptFinding;
import dev.kept.commitments.mediation.FindingCommand.Disputed;
import dev.kept.commitments.mediation.FindingCommand.RecordFinding;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.MissExcused;
import dev.kept.events.CommitmentEvent.ReasonGiven;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.RequestDeclined;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.Side;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ann's side, A, owes; Ben's side, B, is owed. */
class CommitmentTest {

    private static LedgerFixture owed() {
        return joined().given(ANN, MAKE);
    }

    private static Consumer<LedgerState> settled(Outcome outcome, boolean missed) {
        return state -> assertThat(occurrence(state, 1)).isEqualTo(new Settled(outcome, missed));
    }

    private static Occurrence occurrence(LedgerState state, int number) {
        return ((Agreed) state.commitments().require(COMMITMENT)).occurrence(number);
    }

    @Nested
    class to_be_made {
        @Test
        void is_owed_by_the_side_that_makes_it() {
            joined().when(BEN, MAKE).records(new CommitmentMade(COMMITMENT, Side.B, TERMS));
        }

        @Test
        void can_be_made_before_the_other_party_joined() {
            opened().when(ANN, MAKE).records(new CommitmentMade(COMMITMENT, Side.A, TERMS));
        }

        @Test
        void is_due_in_the_future() {
            joined().at(DUE).when(ANN, MAKE).refused("due-in-past");
        }

        @Test
        void can_be_due_a_moment_from_now() {
            joined().at(DUE.minusMillis(1)).when(ANN, MAKE).records(new CommitmentMade(COMMITMENT, Side.A, TERMS));
        }

        @Test
        void begins_to_recur_in_the_future() {
            joined().at(DUE).when(ANN, make(THRICE)).refused("due-in-past");
        }

        @Test
        void is_made_once() {
            owed().when(ANN, MAKE).refused("already-exists");
            owed().when(BEN, REQUEST).refused("already-exists");
        }

        @Test
        void is_not_a_mediators_to_make_or_request() {
            mediated().when(MIA, MAKE).refused("not-a-party");
            mediated().when(MIA, REQUEST).refused("not-a-party");
        }

        @Test
        void is_not_an_outsiders_to_make() {
            joined().when(EVE, MAKE).unknown("ledger-not-found");
        }
    }

    @Nested
    class to_be_requested {
        @Test
        void is_owed_by_the_other_side() {
            joined().when(BEN, REQUEST).records(new CommitmentRequested(COMMITMENT, Side.A, TERMS));
        }

        @Test
        void needs_somebody_who_can_accept() {
            opened().when(ANN, REQUEST).refused("other-party-missing");
        }

        @Test
        void is_due_in_the_future() {
            joined().at(DUE).when(BEN, REQUEST).refused("due-in-past");
        }
    }

    @Nested
    class requested {
        private LedgerFixture requested() {
            return joined().given(BEN, REQUEST);
        }

        @Test
        void is_accepted_by_the_promisor() {
            requested().when(ANN, ACCEPT_REQUEST).records(new RequestAccepted(COMMITMENT));
        }

        @Test
        void is_open_once_accepted() {
            requested()
                    .given(ANN, ACCEPT_REQUEST)
                    .when(ANN, UPDATE)
                    .records(new UpdateDelivered(COMMITMENT, 1, WORDS, 40, Confidence.LOW, true));
        }

        @Test
        void is_not_answered_by_the_side_that_asked() {
            requested().when(BEN, ACCEPT_REQUEST).refused("not-your-turn");
            requested().when(BEN, DECLINE_REQUEST).refused("not-your-turn");
            requested().when(BEN, COUNTER_REQUEST).refused("not-your-turn");
        }

        @Test
        void is_not_answered_by_a_mediator() {
            mediated().given(BEN, REQUEST).when(MIA, ACCEPT_REQUEST).refused("not-a-party");
        }

        @Test
        void cannot_be_accepted_once_due() {
            requested().at(DUE).when(ANN, ACCEPT_REQUEST).refused("due-in-past");
        }

        @Test
        void can_be_countered_once_due() {
            requested()
                    .at(DUE)
                    .when(ANN, COUNTER_REQUEST)
                    .records(new RequestCountered(COMMITMENT, Side.A, terms(LATER), WORDS));
        }

        @Test
        void is_not_countered_with_a_due_instant_that_has_passed() {
            requested().at(LATER).when(ANN, COUNTER_REQUEST).refused("due-in-past");
        }

        @Test
        void is_declined() {
            requested().when(ANN, DECLINE_REQUEST).records(new RequestDeclined(COMMITMENT, null));
        }

        @Test
        void countered_waits_for_the_side_that_asked() {
            requested().given(ANN, COUNTER_REQUEST).when(ANN, ACCEPT_REQUEST).refused("not-your-turn");
            requested().given(ANN, COUNTER_REQUEST).when(BEN, ACCEPT_REQUEST).records(new RequestAccepted(COMMITMENT));
        }

        @Test
        void countered_twice_waits_for_the_promisor_again() {
            requested()
                    .given(ANN, COUNTER_REQUEST)
                    .given(BEN, COUNTER_REQUEST)
                    .when(ANN, DECLINE_REQUEST)
                    .records(new RequestDeclined(COMMITMENT, null));
        }

        @Test
        void countered_is_still_owed_by_the_side_that_was_asked() {
            requested()
                    .given(ANN, COUNTER_REQUEST)
                    .given(BEN, ACCEPT_REQUEST)
                    .when(BEN, DELIVER)
                    .refused("only-promisor");
        }

        @Test
        void countered_is_due_when_the_last_terms_say() {
            requested()
                    .given(ANN, COUNTER_REQUEST)
                    .given(BEN, ACCEPT_REQUEST)
                    .at(DUE.plusMillis(1))
                    .when(null, miss(1))
                    .refused("not-due");
        }

        @Test
        void is_taken_back_by_the_side_that_asked() {
            requested().when(BEN, WITHDRAW).records(new CommitmentWithdrawn(COMMITMENT, WORDS));
        }

        @Test
        void is_taken_back_even_when_it_is_that_sides_turn() {
            requested()
                    .given(ANN, COUNTER_REQUEST)
                    .when(BEN, WITHDRAW)
                    .records(new CommitmentWithdrawn(COMMITMENT, WORDS));
        }

        @Test
        void is_not_the_promisors_to_take_back() {
            requested().when(ANN, WITHDRAW).refused("not-accepted-yet");
        }

        @Test
        void is_not_owed_yet() {
            requested().when(ANN, DELIVER).refused("not-accepted-yet");
            requested().when(ANN, UPDATE).refused("not-accepted-yet");
            requested().when(ANN, MISS).refused("not-accepted-yet");
            requested().when(BEN, RELEASE).refused("not-accepted-yet");
            requested().at(LATER).when(null, miss(1)).refused("not-accepted-yet");
        }

        @Test
        void is_over_once_declined_or_taken_back() {
            for (LedgerFixture over :
                    List.of(requested().given(ANN, DECLINE_REQUEST), requested().given(BEN, WITHDRAW))) {
                over.when(ANN, ACCEPT_REQUEST).refused("request-closed");
                over.when(ANN, DELIVER).refused("request-closed");
                over.when(BEN, WITHDRAW).refused("request-closed");
            }
        }

        @Test
        void is_answered_once() {
            requested().given(ANN, ACCEPT_REQUEST).when(ANN, DECLINE_REQUEST).refused("already-agreed");
        }

        @Test
        void is_no_request_when_it_was_made() {
            owed().when(BEN, ACCEPT_REQUEST).refused("already-agreed");
        }
    }

    @Nested
    class owed {
        @Test
        void takes_updates_of_the_promisor() {
            owed().when(ANN, UPDATE).records(new UpdateDelivered(COMMITMENT, 1, WORDS, 40, Confidence.LOW, true));
        }

        @Test
        void is_answered_for_by_the_promisor_alone() {
            owed().when(BEN, UPDATE).refused("only-promisor");
            owed().when(BEN, DELIVER).refused("only-promisor");
            owed().when(BEN, MISS).refused("only-promisor");
            owed().when(BEN, WITHDRAW).refused("only-promisor");
        }

        @Test
        void is_released_by_the_promisee_alone() {
            owed().when(ANN, RELEASE).refused("only-promisee");
            owed().when(BEN, RELEASE).records(new CommitmentReleased(COMMITMENT, null));
        }

        @Test
        void is_withdrawn_by_the_promisor() {
            owed().when(ANN, WITHDRAW).records(new CommitmentWithdrawn(COMMITMENT, WORDS));
        }

        @Test
        void is_delivered_by_the_promisor() {
            owed().when(ANN, DELIVER).records(new CommitmentDelivered(COMMITMENT, 1, WORDS, DELIVER.evidence()));
        }

        @Test
        void has_no_delivery_to_answer() {
            owed().when(BEN, CONFIRM).refused("not-awaiting-confirmation");
            owed().when(BEN, DISPUTE).refused("not-awaiting-confirmation");
            owed().when(BEN, WITHDRAW_DISPUTE).refused("not-disputed");
        }

        @Test
        void has_no_miss_to_answer() {
            owed().when(ANN, REASON).refused("not-missed");
            owed().when(BEN, EXCUSE).refused("not-missed");
        }

        @Test
        void is_not_a_mediators() {
            Stream.of(UPDATE, PROPOSE, DELIVER, CONFIRM, DISPUTE, MISS, EXCUSE, REASON, RELEASE, WITHDRAW)
                    .forEach(command ->
                            mediated().given(ANN, MAKE).when(MIA, command).refused("not-a-party"));
        }

        @Test
        void can_be_admitted_missed_before_it_is_due() {
            owed().when(ANN, MISS)
                    .records(new DeadlineMissed(COMMITMENT, 1, true, null))
                    .marksEach(EntryMetaData.ACTOR, new Actor.Member(ANN, Side.A));
        }

        @Test
        void can_be_admitted_missed_after_it_was_due() {
            owed().at(DUE.plusMillis(1)).when(ANN, MISS).records(new DeadlineMissed(COMMITMENT, 1, true, null));
        }

        @Test
        void has_just_one_occurrence() {
            owed().when(ANN, deliver(1)).records(new CommitmentDelivered(COMMITMENT, 1, WORDS, DELIVER.evidence()));
            owed().when(ANN, deliver(2)).refused("occurrence-unknown");
            owed().when(ANN, deliver(0)).refused("occurrence-unknown");
        }

        @Test
        void is_the_only_one_of_its_id() {
            joined().when(ANN, DELIVER).unknown("commitment-not-found");
        }
    }

    @Nested
    class when_due {
        @Test
        void the_system_records_the_miss() {
            owed().at(DUE.plusMillis(1))
                    .when(null, miss(1))
                    .records(new DeadlineMissed(COMMITMENT, 1, false, null))
                    .marksEach(EntryMetaData.ACTOR, Actor.SYSTEM);
        }

        @Test
        void the_due_instant_itself_is_in_time() {
            owed().at(DUE).when(null, miss(1)).refused("not-due");
        }

        @Test
        void the_miss_is_recorded_once() {
            owed().at(DUE.plusMillis(1))
                    .given(null, miss(1))
                    .when(null, miss(1))
                    .refused("not-open");
        }

        @Test
        void what_was_delivered_is_not_missed() {
            owed().given(ANN, DELIVER).at(LATER).when(null, miss(1)).refused("not-open");
        }

        @Test
        void what_is_disputed_is_not_missed() {
            owed().given(ANN, DELIVER)
                    .given(BEN, DISPUTE)
                    .at(LATER)
                    .when(null, miss(1))
                    .refused("not-open");
        }

        @Test
        void a_release_comes_too_late() {
            owed().at(DUE.plusMillis(1)).when(BEN, RELEASE).refused("due-passed");
        }

        @Test
        void a_withdrawal_comes_too_late() {
            owed().at(DUE.plusMillis(1)).when(ANN, WITHDRAW).refused("due-passed");
        }

        @Test
        void a_delivery_before_the_miss_is_recorded_is_late() {
            owed().at(DUE.plusMillis(1))
                    .given(ANN, DELIVER)
                    .when(BEN, CONFIRM)
                    .leaves(settled(Outcome.KEPT_LATE, false));
        }
    }

    @Nested
    class renegotiated {
        private LedgerFixture proposed() {
            return owed().given(ANN, PROPOSE);
        }

        @Test
        void either_side_proposes() {
            owed().when(ANN, PROPOSE).records(new TermsProposed(COMMITMENT, 1, PROPOSAL, Side.A, REVISED, WORDS));
            owed().when(BEN, PROPOSE).records(new TermsProposed(COMMITMENT, 1, PROPOSAL, Side.B, REVISED, WORDS));
        }

        @Test
        void the_new_due_instant_is_in_the_future() {
            owed().at(LATER).when(ANN, PROPOSE).refused("due-in-past");
        }

        @Test
        void one_proposal_waits_at_a_time() {
            ProposeTerms second = new ProposeTerms(LEDGER, COMMITMENT, null, COUNTER, REVISED, WORDS);
            proposed().when(ANN, second).refused("proposal-open");
            proposed().when(BEN, second).refused("proposal-open");
        }

        @Test
        void the_other_side_accepts() {
            proposed().when(BEN, ACCEPT_TERMS).records(new TermsAccepted(COMMITMENT, 1, PROPOSAL));
        }

        @Test
        void the_other_side_declines() {
            proposed().when(BEN, DECLINE_TERMS).records(new TermsDeclined(COMMITMENT, 1, PROPOSAL, null));
        }

        @Test
        void the_other_side_counters() {
            proposed()
                    .when(BEN, COUNTER_TERMS)
                    .records(new TermsCountered(COMMITMENT, 1, PROPOSAL, COUNTER, Side.B, REVISED, WORDS));
        }

        @Test
        void the_proposing_side_does_not_answer_itself() {
            proposed().when(ANN, ACCEPT_TERMS).refused("not-your-turn");
            proposed().when(ANN, DECLINE_TERMS).refused("not-your-turn");
            proposed().when(ANN, COUNTER_TERMS).refused("not-your-turn");
        }

        @Test
        void a_counter_proposal_waits_for_the_first_side() {
            AcceptTerms accept = new AcceptTerms(LEDGER, COMMITMENT, COUNTER);
            proposed().given(BEN, COUNTER_TERMS).when(BEN, accept).refused("not-your-turn");
            proposed().given(BEN, COUNTER_TERMS).when(ANN, accept).records(new TermsAccepted(COMMITMENT, 1, COUNTER));
        }

        @Test
        void a_countered_proposal_is_not_open_any_more() {
            proposed().given(BEN, COUNTER_TERMS).when(BEN, ACCEPT_TERMS).refused("proposal-not-open");
        }

        @Test
        void an_answered_proposal_is_not_open_any_more() {
            proposed().given(BEN, ACCEPT_TERMS).when(BEN, DECLINE_TERMS).refused("proposal-not-open");
            proposed().given(BEN, DECLINE_TERMS).when(BEN, ACCEPT_TERMS).refused("proposal-not-open");
        }

        @Test
        void terms_are_not_accepted_once_their_due_instant_passed() {
            proposed().at(LATER).when(BEN, ACCEPT_TERMS).refused("due-in-past");
        }

        @Test
        void terms_are_not_countered_with_a_due_instant_that_has_passed() {
            proposed().at(LATER).when(BEN, COUNTER_TERMS).refused("due-in-past");
        }

        @Test
        void the_old_due_instant_counts_until_the_new_one_is_accepted() {
            proposed()
                    .at(DUE.plusMillis(1))
                    .when(null, miss(1))
                    .records(new DeadlineMissed(COMMITMENT, 1, false, null));
        }

        @Test
        void the_new_due_instant_counts_once_accepted() {
            proposed()
                    .given(BEN, ACCEPT_TERMS)
                    .at(DUE.plusMillis(1))
                    .when(null, miss(1))
                    .refused("not-due");
            proposed()
                    .given(BEN, ACCEPT_TERMS)
                    .at(LATER)
                    .given(ANN, DELIVER)
                    .when(BEN, CONFIRM)
                    .leaves(settled(Outcome.KEPT, false));
        }

        @Test
        void terms_accepted_after_the_old_due_instant_do_not_undo_the_miss() {
            proposed()
                    .at(DUE.plusMillis(1))
                    .when(BEN, ACCEPT_TERMS)
                    .records(new DeadlineMissed(COMMITMENT, 1, false, null), new TermsAccepted(COMMITMENT, 1, PROPOSAL))
                    .leaves(state -> assertThat(occurrence(state, 1)).isEqualTo(new Occurrence.Missed(LATER, null)));
        }

        @Test
        void a_delivery_lets_the_proposal_lapse() {
            proposed().given(ANN, DELIVER).when(BEN, ACCEPT_TERMS).refused("proposal-not-open");
        }

        @Test
        void an_ending_lets_the_proposal_lapse() {
            proposed().given(ANN, WITHDRAW).when(BEN, ACCEPT_TERMS).refused("proposal-not-open");
        }

        @Test
        void what_is_delivered_is_not_renegotiated() {
            owed().given(ANN, DELIVER).when(BEN, PROPOSE).refused("not-negotiable");
            owed().given(ANN, DELIVER).given(BEN, DISPUTE).when(BEN, PROPOSE).refused("not-negotiable");
        }
    }

    @Nested
    class delivered {
        private LedgerFixture delivered() {
            return owed().given(ANN, DELIVER);
        }

        @Test
        void is_confirmed_by_the_promisee_alone() {
            delivered().when(ANN, CONFIRM).refused("only-promisee");
            delivered()
                    .when(BEN, CONFIRM)
                    .records(new DeliveryConfirmed(COMMITMENT, 1, null))
                    .leaves(settled(Outcome.KEPT, false));
        }

        @Test
        void is_disputed_by_the_promisee_alone() {
            delivered().when(ANN, DISPUTE).refused("only-promisee");
            delivered().when(BEN, DISPUTE).records(new DeliveryDisputed(COMMITMENT, 1, WORDS));
        }

        @Test
        void is_not_delivered_again() {
            delivered().when(ANN, DELIVER).refused("already-delivered");
        }

        @Test
        void takes_no_more_updates() {
            delivered().when(ANN, UPDATE).refused("not-open");
        }

        @Test
        void cannot_be_admitted_missed() {
            delivered().when(ANN, MISS).refused("not-open");
        }

        @Test
        void is_not_ended() {
            delivered().when(BEN, RELEASE).refused("nothing-open");
            delivered().when(ANN, WITHDRAW).refused("nothing-open");
        }

        @Test
        void is_kept_by_its_delivery_however_late_it_is_confirmed() {
            owed().at(DUE).given(ANN, DELIVER).at(LATER).when(BEN, CONFIRM).leaves(settled(Outcome.KEPT, false));
        }

        @Test
        void counts_as_not_contested_once_the_window_is_over() {
            Duration window = DAY.multipliedBy(CONFIRMATION_DAYS);
            delivered()
                    .after(window.plusMillis(1))
                    .when(null, LAPSE)
                    .records(new DeliveryUncontested(COMMITMENT, 1))
                    .marksEach(EntryMetaData.ACTOR, Actor.SYSTEM)
                    .leaves(settled(Outcome.NOT_CONTESTED, false));
            delivered().after(window).when(null, LAPSE).refused("confirmation-window-open");
        }

        @Test
        void can_be_answered_until_the_end_of_the_window_is_recorded() {
            delivered()
                    .after(DAY.multipliedBy(30))
                    .when(BEN, DISPUTE)
                    .records(new DeliveryDisputed(COMMITMENT, 1, WORDS));
        }

        @Test
        void cannot_be_answered_once_it_is_recorded() {
            LedgerFixture lapsed = delivered().after(DAY.multipliedBy(8)).given(null, LAPSE);
            lapsed.when(BEN, DISPUTE).refused("confirmation-window-over");
            lapsed.when(BEN, CONFIRM).refused("confirmation-window-over");
            lapsed.when(null, LAPSE).refused("confirmation-window-over");
        }

        @Test
        void lapses_by_the_system_alone() {
            delivered().after(DAY.multipliedBy(8)).when(ANN, LAPSE).unknown("ledger-not-found");
        }
    }

    @Nested
    class disputed {
        private LedgerFixture disputed() {
            return owed().given(ANN, DELIVER).after(DAY).given(BEN, DISPUTE);
        }

        @Test
        void is_delivered_again_by_the_promisor() {
            disputed().when(ANN, DELIVER).records(new CommitmentDelivered(COMMITMENT, 1, WORDS, DELIVER.evidence()));
        }

        @Test
        void is_confirmed_by_the_time_of_the_new_delivery() {
            disputed().given(ANN, DELIVER).when(BEN, CONFIRM).leaves(settled(Outcome.KEPT, false));
            disputed()
                    .at(DUE.plusMillis(1))
                    .given(ANN, DELIVER)
                    .when(BEN, CONFIRM)
                    .leaves(settled(Outcome.KEPT_LATE, false));
        }

        @Test
        void is_kept_by_the_time_of_the_disputed_delivery_when_the_dispute_is_withdrawn() {
            disputed()
                    .at(LATER)
                    .when(BEN, WITHDRAW_DISPUTE)
                    .records(new DisputeWithdrawn(COMMITMENT, 1, null))
                    .leaves(settled(Outcome.KEPT, false));
        }

        @Test
        void is_not_the_promisors_to_take_back() {
            disputed().when(ANN, WITHDRAW_DISPUTE).refused("only-promisee");
        }

        @Test
        void does_not_wait_for_an_answer() {
            disputed().when(BEN, CONFIRM).refused("not-awaiting-confirmation");
            disputed().when(BEN, DISPUTE).refused("not-awaiting-confirmation");
            disputed().at(LATER).when(null, LAPSE).refused("not-awaiting-confirmation");
        }

        @Test
        void opens_a_new_window_when_delivered_again() {
            LedgerFixture again = disputed().after(DAY.multipliedBy(5)).given(ANN, DELIVER);
            again.after(DAY.multipliedBy(CONFIRMATION_DAYS)).when(null, LAPSE).refused("confirmation-window-open");
            again.after(Duration.ofMillis(1)).when(null, LAPSE).records(new DeliveryUncontested(COMMITMENT, 1));
        }

        @Test
        void is_no_miss() {
            disputed().when(BEN, EXCUSE).refused("not-missed");
            disputed().when(ANN, REASON).refused("not-missed");
        }
    }

    @Nested
    class disputed_with_a_mediator {
        private static final UUID FINDING = new UUID(12, 1);
        private static final AcceptFinding ACCEPT = new AcceptFinding(LEDGER, FINDING);

        private LedgerFixture disputed() {
            return mediated().given(ANN, MAKE, DELIVER).after(DAY).given(BEN, DISPUTE);
        }

        private LedgerFixture found(LedgerFixture disputed, boolean kept) {
            return disputed.given(
                    MIA,
                    new RecordFinding(
                            LEDGER, FINDING, WORDS, new Disputed(COMMITMENT, null, kept), List.of(), List.of()));
        }

        private LedgerFixture resolved(boolean kept) {
            return found(disputed(), kept).given(ANN, ACCEPT).given(BEN, ACCEPT);
        }

        @Test
        void is_taken_to_the_mediator_by_either_side_once() {
            disputed().when(ANN, ESCALATE).records(new DisputeEscalated(COMMITMENT, 1, Side.A, WORDS));
            disputed().when(BEN, ESCALATE).records(new DisputeEscalated(COMMITMENT, 1, Side.B, WORDS));
            disputed().given(BEN, ESCALATE).when(ANN, ESCALATE).refused("already-escalated");
            disputed().when(MIA, ESCALATE).refused("not-a-party");
        }

        @Test
        void is_not_taken_to_a_mediator_who_is_not_there() {
            owed().given(ANN, DELIVER).given(BEN, DISPUTE).when(ANN, ESCALATE).refused("no-mediator");
            mediated().given(ANN, MAKE, DELIVER).when(ANN, ESCALATE).refused("not-disputed");
        }

        @Test
        void disputed_again_is_taken_to_the_mediator_again() {
            disputed()
                    .given(ANN, ESCALATE, DELIVER)
                    .given(BEN, DISPUTE)
                    .when(BEN, ESCALATE)
                    .records(new DisputeEscalated(COMMITMENT, 1, Side.B, WORDS));
        }

        @Test
        void and_found_kept_counts_by_the_time_of_the_disputed_delivery() {
            found(disputed(), true)
                    .given(BEN, ACCEPT)
                    .at(LATER)
                    .when(ANN, ACCEPT)
                    .records(new FindingAccepted(FINDING, Side.A), new DisputeResolved(COMMITMENT, 1, FINDING, true))
                    .leaves(settled(Outcome.KEPT, false));
            LedgerFixture late =
                    mediated().given(ANN, MAKE).at(DUE.plusMillis(1)).given(ANN, DELIVER);
            found(late.given(BEN, DISPUTE), true)
                    .given(BEN, ACCEPT)
                    .when(ANN, ACCEPT)
                    .leaves(settled(Outcome.KEPT_LATE, false));
        }

        @Test
        void and_found_not_kept_is_missed_and_can_be_delivered_again() {
            found(disputed(), false)
                    .given(ANN, ACCEPT)
                    .when(BEN, ACCEPT)
                    .records(new FindingAccepted(FINDING, Side.B), new DisputeResolved(COMMITMENT, 1, FINDING, false))
                    .leaves(state -> assertThat(occurrence(state, 1)).isEqualTo(new Occurrence.Missed(DUE, null)));
            resolved(false)
                    .when(ANN, DELIVER)
                    .records(new CommitmentDelivered(COMMITMENT, 1, WORDS, DELIVER.evidence()));
            resolved(false).given(ANN, DELIVER).when(BEN, CONFIRM).leaves(settled(Outcome.KEPT_LATE, true));
        }

        @Test
        void and_found_not_kept_is_a_miss_like_any_other() {
            resolved(false).when(ANN, REASON).records(new ReasonGiven(COMMITMENT, 1, WORDS));
            resolved(false).when(BEN, EXCUSE).records(new MissExcused(COMMITMENT, 1, null));
            resolved(false)
                    .when(ANN, PROPOSE)
                    .records(new TermsProposed(COMMITMENT, 1, PROPOSAL, Side.A, REVISED, WORDS));
            resolved(false).at(DUE.plusMillis(1)).when(null, MISS).refused("not-open");
        }

        @Test
        void and_found_not_kept_after_a_miss_stays_missed() {
            LedgerFixture late = mediated()
                    .given(ANN, MAKE)
                    .at(DUE.plusMillis(1))
                    .given(null, MISS)
                    .given(ANN, DELIVER);
            found(late.given(BEN, DISPUTE), false)
                    .given(ANN, ACCEPT)
                    .when(BEN, ACCEPT)
                    .leaves(state -> assertThat(occurrence(state, 1)).isEqualTo(new Occurrence.Missed(DUE, null)));
        }

        @Test
        void and_found_not_kept_once_the_commitment_ended_stays_missed_for_good_or_is_made_good() {
            LedgerFixture ended = mediated()
                    .given(ANN, make(THRICE), deliver(2))
                    .given(BEN, new DisputeDelivery(LEDGER, COMMITMENT, 2, WORDS), RELEASE)
                    .given(
                            MIA,
                            new RecordFinding(
                                    LEDGER, FINDING, WORDS, new Disputed(COMMITMENT, 2, false), List.of(), List.of()))
                    .given(ANN, ACCEPT)
                    .given(BEN, ACCEPT);
            ended.when(ANN, deliver(2)).records(new CommitmentDelivered(COMMITMENT, 2, WORDS, DELIVER.evidence()));
        }

        @Test
        void and_withdrawn_settled_or_delivered_again_is_not_resolved_by_an_earlier_finding() {
            FindingAccepted accepted = new FindingAccepted(FINDING, Side.B);
            found(disputed(), false)
                    .given(ANN, ACCEPT)
                    .given(BEN, WITHDRAW_DISPUTE)
                    .when(BEN, ACCEPT)
                    .records(accepted);
            found(disputed(), false)
                    .given(ANN, ACCEPT, DELIVER)
                    .when(BEN, ACCEPT)
                    .records(accepted);
            found(disputed(), false)
                    .given(ANN, ACCEPT, DELIVER)
                    .given(BEN, DISPUTE)
                    .when(BEN, ACCEPT)
                    .records(accepted);
        }

        @Test
        void is_resolved_by_the_first_of_two_findings_that_both_accept() {
            UUID second = new UUID(12, 2);
            AcceptFinding acceptSecond = new AcceptFinding(LEDGER, second);
            found(disputed(), true)
                    .given(
                            MIA,
                            new RecordFinding(
                                    LEDGER, second, WORDS, new Disputed(COMMITMENT, null, false), List.of(), List.of()))
                    .given(ANN, ACCEPT, acceptSecond)
                    .given(BEN, ACCEPT)
                    .when(BEN, acceptSecond)
                    .records(new FindingAccepted(second, Side.B))
                    .leaves(settled(Outcome.KEPT, false));
        }
    }

    @Nested
    class missed {
        private LedgerFixture missed() {
            return owed().at(DUE.plusMillis(1)).given(null, miss(1));
        }

        @Test
        void gets_a_reason_from_the_promisor() {
            missed().when(BEN, REASON).refused("only-promisor");
            missed().when(ANN, REASON).records(new ReasonGiven(COMMITMENT, 1, WORDS));
            missed().given(ANN, REASON).when(ANN, REASON).records(new ReasonGiven(COMMITMENT, 1, WORDS));
        }

        @Test
        void is_excused_by_the_promisee() {
            missed().when(ANN, EXCUSE).refused("only-promisee");
            missed().when(BEN, EXCUSE)
                    .records(new MissExcused(COMMITMENT, 1, null))
                    .leaves(settled(Outcome.EXCUSED, true));
        }

        @Test
        void is_excused_once() {
            missed().given(BEN, EXCUSE).when(BEN, EXCUSE).refused("already-excused");
        }

        @Test
        void is_not_delivered_once_excused() {
            missed().given(BEN, EXCUSE).when(ANN, DELIVER).refused("already-settled");
        }

        @Test
        void gets_a_reason_even_once_excused() {
            missed().given(BEN, EXCUSE).when(ANN, REASON).records(new ReasonGiven(COMMITMENT, 1, WORDS));
        }

        @Test
        void is_made_good_by_a_late_delivery_which_does_not_erase_it() {
            missed().given(ANN, DELIVER).when(BEN, CONFIRM).leaves(settled(Outcome.KEPT_LATE, true));
        }

        @Test
        void admitted_early_stays_missed_even_when_delivered_before_it_was_due() {
            owed().given(ANN, MISS, DELIVER).when(BEN, CONFIRM).leaves(settled(Outcome.KEPT_LATE, true));
        }

        @Test
        void delivered_late_is_disputed_and_delivered_again() {
            missed().given(ANN, DELIVER)
                    .given(BEN, DISPUTE)
                    .given(ANN, DELIVER)
                    .when(BEN, CONFIRM)
                    .leaves(settled(Outcome.KEPT_LATE, true));
        }

        @Test
        void delivered_late_is_disputed_and_the_dispute_withdrawn() {
            missed().given(ANN, DELIVER)
                    .given(BEN, DISPUTE)
                    .when(BEN, WITHDRAW_DISPUTE)
                    .leaves(settled(Outcome.KEPT_LATE, true));
        }

        @Test
        void delivered_late_is_not_excused_any_more() {
            missed().given(ANN, DELIVER).when(BEN, EXCUSE).refused("not-missed");
        }

        @Test
        void delivered_late_still_gets_a_reason() {
            missed().given(ANN, DELIVER)
                    .given(BEN, CONFIRM)
                    .when(ANN, REASON)
                    .records(new ReasonGiven(COMMITMENT, 1, WORDS));
        }

        @Test
        void renegotiated_after_due_stays_missed() {
            missed().given(ANN, PROPOSE)
                    .given(BEN, ACCEPT_TERMS)
                    .given(ANN, DELIVER)
                    .when(BEN, CONFIRM)
                    .leaves(settled(Outcome.KEPT_LATE, true));
        }

        @Test
        void is_not_missed_again_when_the_new_due_instant_passes() {
            missed().given(ANN, PROPOSE)
                    .given(BEN, ACCEPT_TERMS)
                    .at(LATER.plusMillis(1))
                    .when(null, miss(1))
                    .refused("not-open");
        }

        @Test
        void takes_no_more_updates() {
            missed().when(ANN, UPDATE).refused("not-open");
        }

        @Test
        void is_not_ended() {
            missed().when(BEN, RELEASE).refused("nothing-open");
            missed().when(ANN, WITHDRAW).refused("nothing-open");
        }

        @Test
        void is_not_admitted_again() {
            missed().when(ANN, MISS).refused("not-open");
        }
    }

    @Nested
    class settled {
        private LedgerFixture kept() {
            return owed().given(ANN, DELIVER).given(BEN, CONFIRM);
        }

        @Test
        void takes_nothing_more() {
            kept().when(ANN, DELIVER).refused("already-settled");
            kept().when(ANN, UPDATE).refused("not-open");
            kept().when(ANN, PROPOSE).refused("already-settled");
            kept().when(BEN, CONFIRM).refused("not-awaiting-confirmation");
            kept().when(BEN, DISPUTE).refused("not-awaiting-confirmation");
            kept().when(BEN, WITHDRAW_DISPUTE).refused("not-disputed");
            kept().when(ANN, MISS).refused("not-open");
            kept().when(ANN, REASON).refused("not-missed");
            kept().when(BEN, EXCUSE).refused("not-missed");
            kept().when(BEN, RELEASE).refused("nothing-open");
            kept().when(ANN, WITHDRAW).refused("nothing-open");
        }

        @Test
        void released_or_withdrawn_takes_nothing_more() {
            for (LedgerFixture ended : List.of(owed().given(BEN, RELEASE), owed().given(ANN, WITHDRAW))) {
                ended.when(ANN, DELIVER).refused("already-settled");
                ended.when(ANN, UPDATE).refused("not-open");
                ended.when(ANN, PROPOSE).refused("commitment-ended");
                ended.when(BEN, RELEASE).refused("commitment-ended");
                ended.when(ANN, WITHDRAW).refused("commitment-ended");
                ended.at(LATER).when(null, miss(1)).refused("not-open");
            }
        }
    }

    @Nested
    class recurring {
        private LedgerFixture recurring() {
            return joined().given(ANN, make(THRICE));
        }

        @Test
        void asks_which_occurrence_is_meant() {
            recurring().when(ANN, DELIVER).refused("occurrence-required");
            recurring().when(ANN, UPDATE).refused("occurrence-required");
            recurring().when(ANN, deliver(4)).refused("occurrence-unknown");
        }

        @Test
        void is_assessed_occurrence_by_occurrence() {
            recurring()
                    .given(ANN, deliver(2))
                    .given(BEN, new ConfirmDelivery(LEDGER, COMMITMENT, 2, null))
                    .at(DUE.plusMillis(1))
                    .given(null, miss(1))
                    .when(ANN, deliver(3))
                    .leaves(state -> {
                        assertThat(occurrence(state, 1)).isEqualTo(new Occurrence.Missed(DUE, null));
                        assertThat(occurrence(state, 2)).isEqualTo(new Settled(Outcome.KEPT, false));
                        assertThat(occurrence(state, 3)).isInstanceOf(Occurrence.Delivered.class);
                    });
        }

        @Test
        void falls_due_occurrence_by_occurrence() {
            recurring()
                    .at(DUE.plus(DAY).plusMillis(1))
                    .when(null, miss(2))
                    .records(new DeadlineMissed(COMMITMENT, 2, false, null));
            recurring().at(DUE.plus(DAY).plusMillis(1)).when(null, miss(3)).refused("not-due");
        }

        @Test
        void is_renegotiated_occurrence_by_occurrence() {
            ProposeTerms second = new ProposeTerms(LEDGER, COMMITMENT, 2, PROPOSAL, REVISED, WORDS);
            ProposeTerms third = new ProposeTerms(LEDGER, COMMITMENT, 3, COUNTER, REVISED, WORDS);
            recurring()
                    .given(ANN, second, third)
                    .when(BEN, new AcceptTerms(LEDGER, COMMITMENT, COUNTER))
                    .records(new TermsAccepted(COMMITMENT, 3, COUNTER));
        }

        @Test
        void does_not_take_one_proposal_for_two_occurrences() {
            ProposeTerms second = new ProposeTerms(LEDGER, COMMITMENT, 2, PROPOSAL, REVISED, WORDS);
            ProposeTerms third = new ProposeTerms(LEDGER, COMMITMENT, 3, PROPOSAL, REVISED, WORDS);
            recurring().given(ANN, second).when(ANN, third).refused("already-exists");
        }

        @Test
        void ends_with_all_that_is_open() {
            recurring()
                    .given(ANN, deliver(2))
                    .at(DUE.plusMillis(1))
                    .given(null, miss(1))
                    .when(BEN, RELEASE)
                    .records(new CommitmentReleased(COMMITMENT, null))
                    .leaves(state -> {
                        assertThat(occurrence(state, 1)).isEqualTo(new Occurrence.Missed(DUE, null));
                        assertThat(occurrence(state, 2)).isInstanceOf(Occurrence.Delivered.class);
                        assertThat(occurrence(state, 3)).isEqualTo(new Settled(Outcome.RELEASED, false));
                    });
        }

        @Test
        void ends_with_the_misses_that_nobody_recorded_yet() {
            recurring()
                    .at(DUE.plus(DAY).plusMillis(1))
                    .when(ANN, WITHDRAW)
                    .records(
                            new DeadlineMissed(COMMITMENT, 1, false, null),
                            new DeadlineMissed(COMMITMENT, 2, false, null),
                            new CommitmentWithdrawn(COMMITMENT, WORDS))
                    .leaves(state -> assertThat(occurrence(state, 3)).isEqualTo(new Settled(Outcome.WITHDRAWN, false)));
        }

        @Test
        void once_ended_still_has_its_deliveries_and_misses_answered() {
            LedgerFixture ended = recurring()
                    .given(ANN, deliver(2))
                    .at(DUE.plusMillis(1))
                    .given(null, miss(1))
                    .given(BEN, RELEASE);
            ended.when(BEN, new ConfirmDelivery(LEDGER, COMMITMENT, 2, null))
                    .records(new DeliveryConfirmed(COMMITMENT, 2, null));
            ended.when(ANN, deliver(1)).records(new CommitmentDelivered(COMMITMENT, 1, WORDS, DELIVER.evidence()));
            ended.when(ANN, new ProposeTerms(LEDGER, COMMITMENT, 1, PROPOSAL, REVISED, WORDS))
                    .refused("commitment-ended");
        }

        @Test
        void of_one_occurrence_still_asks_which() {
            RequestCommitment once = new RequestCommitment(
                    LEDGER,
                    new UUID(10, 2),
                    new dev.kept.events.Terms(
                            WORDS,
                            null,
                            null,
                            null,
                            THRICE.monitor(),
                            THRICE.due(),
                            7,
                            new dev.kept.events.Terms.Recurrence("FREQ=DAILY;COUNT=1", List.of(DUE))));
            joined().given(BEN, once)
                    .given(ANN, new CommitmentCommand.AcceptRequest(LEDGER, new UUID(10, 2)))
                    .when(ANN, new CommitmentCommand.DeliverCommitment(LEDGER, new UUID(10, 2), null, null, List.of()))
                    .refused("occurrence-required");
        }
    }
}
