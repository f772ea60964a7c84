package dev.kept.commitments.mediation;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.NAME;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.proposeMediator;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.mediation.FindingCommand.AcceptFinding;
import dev.kept.commitments.mediation.FindingCommand.DeclineFinding;
import dev.kept.commitments.mediation.FindingCommand.Disputed;
import dev.kept.commitments.mediation.FindingCommand.RecordFinding;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DismissMediator;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.Due;
import dev.kept.events.FindingEvent.Dispute;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingDeclined;
import dev.kept.events.FindingEvent.FindingRecorded;
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

class FindingTest {
    private static final UUID FINDING = new UUID(20, 1);
    private static final UUID COMMITMENT = new UUID(21, 1);
    private static final Text TEXT = Text.of("The report was there, though not where it was looked for.");
    private static final RecordFinding ON_A_PATTERN =
            new RecordFinding(LEDGER, FINDING, TEXT, null, List.of(), List.of());
    private static final AcceptFinding ACCEPT = new AcceptFinding(LEDGER, FINDING);
    private static final DeclineFinding DECLINE = new DeclineFinding(LEDGER, FINDING, null);
    private static final DeliverCommitment DELIVER = new DeliverCommitment(LEDGER, COMMITMENT, null, null, List.of());
    private static final DisputeDelivery DISPUTE = new DisputeDelivery(LEDGER, COMMITMENT, null, NAME);

    private static RecordFinding onDispute(@Nullable Integer occurrence) {
        return new RecordFinding(
                LEDGER, FINDING, TEXT, new Disputed(COMMITMENT, occurrence, true), List.of(), List.of());
    }

    private static MakeCommitment make(Terms.@Nullable Recurrence recurrence) {
        Due due = new Due(START.plus(Duration.ofDays(7)), "UTC");
        return new MakeCommitment(
                LEDGER, COMMITMENT, new Terms(NAME, null, null, null, Monitor.BOTH, due, 7, recurrence));
    }

    @Nested
    class to_be_recorded {
        @Test
        void is_the_mediators_alone() {
            mediated()
                    .when(MIA, ON_A_PATTERN)
                    .records(new FindingRecorded(FINDING, TEXT, null, List.of()))
                    .marksEach(EntryMetaData.ACTOR, new Actor.Mediator(MIA));
            mediated().when(ANN, ON_A_PATTERN).refused("only-mediator");
            mediated().when(BEN, ON_A_PATTERN).refused("only-mediator");
            mediated().when(EVE, ON_A_PATTERN).unknown("ledger-not-found");
            mediated().when(null, ON_A_PATTERN).unknown("ledger-not-found");
        }

        @Test
        void is_not_for_a_candidate() {
            joined().given(ANN, proposeMediator(MEDIATION))
                    .given(MIA, accept(MEDIATION))
                    .given(ANN, new AdmitMediator(LEDGER, MEDIATION))
                    .when(MIA, ON_A_PATTERN)
                    .unknown("ledger-not-found");
        }

        @Test
        void is_not_for_one_whose_mediation_ended() {
            mediated()
                    .given(MIA, new StandDown(LEDGER, MEDIATION, null))
                    .when(MIA, ON_A_PATTERN)
                    .unknown("ledger-not-found");
            mediated()
                    .given(BEN, new DismissMediator(LEDGER, MEDIATION, null))
                    .when(MIA, ON_A_PATTERN)
                    .unknown("ledger-not-found");
        }

        @Test
        void is_recorded_once() {
            mediated().given(MIA, ON_A_PATTERN).when(MIA, ON_A_PATTERN).refused("already-exists");
        }

        @Test
        void rests_on_what_is_there() {
            mediated()
                    .when(MIA, new RecordFinding(LEDGER, FINDING, TEXT, null, List.of(COMMITMENT), List.of()))
                    .refused("linked-item-not-found");
            mediated()
                    .given(ANN, make(null))
                    .when(MIA, new RecordFinding(LEDGER, FINDING, TEXT, null, List.of(COMMITMENT), List.of()))
                    .records(new FindingRecorded(FINDING, TEXT, null, List.of(COMMITMENT)));
        }

        @Test
        void is_on_a_delivery_that_is_disputed_now() {
            LedgerFixture delivered = mediated().given(ANN, make(null), DELIVER);

            mediated().when(MIA, onDispute(null)).unknown("commitment-not-found");
            delivered.when(MIA, onDispute(null)).refused("not-disputed");
            delivered
                    .given(BEN, DISPUTE)
                    .when(MIA, onDispute(null))
                    .records(new FindingRecorded(FINDING, TEXT, new Dispute(COMMITMENT, 1, true), List.of()));
        }

        @Test
        void is_not_on_a_dispute_that_was_settled() {
            mediated()
                    .given(ANN, make(null), DELIVER)
                    .given(BEN, DISPUTE)
                    .given(ANN, DELIVER)
                    .given(BEN, new ConfirmDelivery(LEDGER, COMMITMENT, null, null))
                    .when(MIA, onDispute(null))
                    .refused("not-disputed");
        }

        @Test
        void names_the_occurrence_of_what_recurs() {
            Instant first = START.plus(Duration.ofDays(7));
            Terms.Recurrence twice =
                    new Terms.Recurrence("FREQ=DAILY;COUNT=2", List.of(first, first.plus(Duration.ofDays(1))));
            LedgerFixture disputed = mediated()
                    .given(ANN, make(twice), new DeliverCommitment(LEDGER, COMMITMENT, 2, null, List.of()))
                    .given(BEN, new DisputeDelivery(LEDGER, COMMITMENT, 2, NAME));

            disputed.when(MIA, onDispute(null)).refused("occurrence-required");
            disputed.when(MIA, onDispute(1)).refused("not-disputed");
            disputed.when(MIA, onDispute(3)).refused("occurrence-unknown");
            disputed.when(MIA, onDispute(2))
                    .records(new FindingRecorded(FINDING, TEXT, new Dispute(COMMITMENT, 2, true), List.of()));
        }
    }

    @Nested
    class on_a_pattern {
        private LedgerFixture found() {
            return mediated().given(MIA, ON_A_PATTERN);
        }

        @Test
        void is_accepted_by_each_side_once() {
            found().when(ANN, ACCEPT).records(new FindingAccepted(FINDING, Side.A));
            found().given(ANN, ACCEPT).when(BEN, ACCEPT).records(new FindingAccepted(FINDING, Side.B));
            found().given(ANN, ACCEPT).when(ANN, ACCEPT).refused("already-accepted");
        }

        @Test
        void is_declined_by_each_side_once() {
            DeclineFinding because = new DeclineFinding(LEDGER, FINDING, TEXT);
            found().when(BEN, because).records(new FindingDeclined(FINDING, Side.B, TEXT));
            found().given(ANN, DECLINE).when(BEN, DECLINE).records(new FindingDeclined(FINDING, Side.B, null));
            found().given(ANN, DECLINE).when(ANN, DECLINE).refused("already-declined");
        }

        @Test
        void can_be_accepted_after_it_was_declined_and_not_the_other_way_round() {
            found().given(ANN, DECLINE).when(ANN, ACCEPT).records(new FindingAccepted(FINDING, Side.A));
            found().given(ANN, ACCEPT).when(ANN, DECLINE).refused("already-accepted");
            found().given(ANN, DECLINE, ACCEPT).when(ANN, DECLINE).refused("already-accepted");
        }

        @Test
        void is_the_sides_to_answer() {
            found().when(MIA, ACCEPT).refused("not-a-party");
            found().when(MIA, DECLINE).refused("not-a-party");
            found().when(EVE, ACCEPT).unknown("ledger-not-found");
        }

        @Test
        void is_answered_when_the_mediator_has_gone() {
            found().given(MIA, new StandDown(LEDGER, MEDIATION, null))
                    .when(ANN, ACCEPT)
                    .records(new FindingAccepted(FINDING, Side.A));
        }

        @Test
        void nobody_recorded_is_not_found() {
            mediated().when(ANN, ACCEPT).unknown("finding-not-found");
            mediated().when(ANN, DECLINE).unknown("finding-not-found");
        }
    }

    @Nested
    class on_a_dispute {
        private LedgerFixture found() {
            return mediated()
                    .given(ANN, make(null), DELIVER)
                    .given(BEN, DISPUTE)
                    .given(MIA, onDispute(null));
        }

        @Test
        void resolves_it_with_the_word_of_the_second_side() {
            found().when(BEN, ACCEPT).records(new FindingAccepted(FINDING, Side.B));
            found().given(BEN, ACCEPT)
                    .when(ANN, ACCEPT)
                    .records(new FindingAccepted(FINDING, Side.A), new DisputeResolved(COMMITMENT, 1, FINDING, true));
        }

        @Test
        void resolves_it_when_a_side_comes_round() {
            found().given(BEN, ACCEPT)
                    .given(ANN, DECLINE)
                    .when(ANN, ACCEPT)
                    .records(new FindingAccepted(FINDING, Side.A), new DisputeResolved(COMMITMENT, 1, FINDING, true));
        }

        @Test
        void that_is_declined_resolves_nothing() {
            found().given(BEN, ACCEPT).when(ANN, DECLINE).records(new FindingDeclined(FINDING, Side.A, null));
        }
    }
}
