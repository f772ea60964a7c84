package dev.kept.commitments.mediation;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.NAME;
import static dev.kept.commitments.aggregate.LedgerFixture.PARTY_INVITATION;
import static dev.kept.commitments.aggregate.LedgerFixture.SECRET;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteMember;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.proposeMediator;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DeclineMediator;
import dev.kept.commitments.mediation.MediationCommand.DismissMediator;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.events.Actor;
import dev.kept.events.MediationEvent.MediatorAccepted;
import dev.kept.events.MediationEvent.MediatorAdmitted;
import dev.kept.events.MediationEvent.MediatorDeclined;
import dev.kept.events.MediationEvent.MediatorDismissed;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MediationEvent.MediatorStoodDown;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MediationTest {
    private static final UUID SECOND = new UUID(6, 2);
    private static final AdmitMediator ADMIT = new AdmitMediator(LEDGER, MEDIATION);
    private static final DeclineMediator DECLINE = new DeclineMediator(LEDGER, MEDIATION, null);
    private static final DismissMediator DISMISS = new DismissMediator(LEDGER, MEDIATION, null);
    private static final StandDown STAND_DOWN = new StandDown(LEDGER, MEDIATION, null);

    @Test
    void either_side_proposes_a_mediator() {
        joined().when(BEN, proposeMediator(MEDIATION))
                .records(new MediatorProposed(MEDIATION, Side.B, SECRET, START.plus(Duration.ofDays(14)), NAME, null));
    }

    @Test
    void an_id_is_used_once() {
        mediated().when(ANN, proposeMediator(MEDIATION)).refused("already-exists");
        joined().when(ANN, proposeMediator(PARTY_INVITATION)).refused("already-exists");
    }

    @Test
    void an_unknown_mediation_is_unknown() {
        joined().when(ANN, ADMIT).unknown("mediation-not-found");
    }

    @Nested
    class proposed {
        private LedgerFixture proposed() {
            return joined().given(ANN, proposeMediator(MEDIATION));
        }

        @Test
        void the_candidate_accepts_and_discloses_interests() {
            proposed()
                    .when(MIA, accept(MEDIATION))
                    .records(new MediatorAccepted(MEDIATION, MIA, NAME, Text.of("none")))
                    .marksEach(EntryMetaData.ACTOR, new Actor.Mediator(MIA));
        }

        @Test
        void nobody_mediates_without_disclosing_interests() {
            proposed()
                    .when(MIA, new AcceptInvitation(LEDGER, MEDIATION, SECRET, NAME, null, null))
                    .refused("interests-required");
        }

        @Test
        void another_secret_is_not_found() {
            proposed()
                    .when(MIA, new AcceptInvitation(LEDGER, MEDIATION, "guess", NAME, null, NAME))
                    .unknown("invitation-not-found");
        }

        @Test
        void the_proposal_expires() {
            proposed().after(Duration.ofDays(14)).when(MIA, accept(MEDIATION)).refused("invitation-not-open");
        }

        @Test
        void a_member_cannot_mediate() {
            proposed().when(BEN, accept(MEDIATION)).refused("already-in-ledger");
        }

        @Test
        void nobody_is_admitted_before_interests_are_disclosed() {
            proposed().when(BEN, ADMIT).refused("interests-not-disclosed");
        }

        @Test
        void either_side_declines() {
            proposed().when(BEN, DECLINE).records(new MediatorDeclined(MEDIATION, Side.B, null));
        }

        @Test
        void there_is_nobody_to_dismiss() {
            proposed().when(BEN, DISMISS).refused("not-in-force");
        }

        @Test
        void an_outsider_cannot_stand_down() {
            proposed().when(EVE, STAND_DOWN).unknown("ledger-not-found");
        }
    }

    @Nested
    class once_interests_are_disclosed {
        private LedgerFixture candidate() {
            return joined().given(ANN, proposeMediator(MEDIATION)).given(MIA, accept(MEDIATION));
        }

        @Test
        void a_side_admits() {
            candidate().when(BEN, ADMIT).records(new MediatorAdmitted(MEDIATION, Side.B));
        }

        @Test
        void the_proposing_side_admits_like_the_other() {
            candidate().given(BEN, ADMIT).when(ANN, ADMIT).records(new MediatorAdmitted(MEDIATION, Side.A));
        }

        @Test
        void a_side_admits_once() {
            candidate().given(ANN, ADMIT).when(ANN, ADMIT).refused("already-admitted");
        }

        @Test
        void one_side_alone_does_not_bring_the_mediator_in() {
            candidate().given(ANN, ADMIT).when(MIA, inviteMember(SECOND)).unknown("ledger-not-found");
        }

        @Test
        void a_side_declines_even_after_the_other_admitted() {
            candidate().given(ANN, ADMIT).when(BEN, DECLINE).records(new MediatorDeclined(MEDIATION, Side.B, null));
        }

        @Test
        void there_is_nobody_in_force_to_dismiss() {
            candidate().given(ANN, ADMIT).when(ANN, DISMISS).refused("not-in-force");
        }

        @Test
        void the_candidate_can_stand_down() {
            candidate()
                    .when(MIA, STAND_DOWN)
                    .records(new MediatorStoodDown(MEDIATION, null))
                    .marksEach(EntryMetaData.ACTOR, new Actor.Mediator(MIA));
        }

        @Test
        void the_secret_cannot_be_used_again() {
            candidate().when(EVE, accept(MEDIATION)).refused("invitation-not-open");
        }

        @Test
        void the_candidate_cannot_accept_a_second_proposal() {
            candidate()
                    .given(BEN, proposeMediator(SECOND))
                    .when(MIA, accept(SECOND))
                    .refused("already-in-ledger");
        }
    }

    @Nested
    class in_force {
        @Test
        void the_mediator_stands_down() {
            mediated().when(MIA, STAND_DOWN).records(new MediatorStoodDown(MEDIATION, null));
        }

        @Test
        void a_party_cannot_stand_down_for_the_mediator() {
            mediated().when(ANN, STAND_DOWN).refused("only-mediator");
        }

        @Test
        void either_side_dismisses() {
            mediated().when(BEN, DISMISS).records(new MediatorDismissed(MEDIATION, Side.B, null));
        }

        @Test
        void it_is_too_late_to_decline() {
            mediated().when(BEN, DECLINE).refused("already-admitted");
        }

        @Test
        void it_is_too_late_to_admit() {
            mediated().when(BEN, ADMIT).refused("already-admitted");
        }

        @Test
        void the_mediator_does_not_admit_or_dismiss() {
            mediated().when(MIA, ADMIT).refused("not-a-party");
            mediated().when(MIA, DISMISS).refused("not-a-party");
            mediated().when(MIA, DECLINE).refused("not-a-party");
            mediated().when(MIA, proposeMediator(SECOND)).refused("not-a-party");
        }
    }

    @Nested
    class ended {
        private LedgerFixture ended() {
            return mediated().given(ANN, DISMISS);
        }

        @Test
        void the_mediator_is_an_outsider() {
            ended().when(MIA, inviteMember(SECOND)).unknown("ledger-not-found");
            ended().when(MIA, STAND_DOWN).unknown("ledger-not-found");
        }

        @Test
        void nothing_follows() {
            ended().when(ANN, ADMIT).refused("mediation-ended");
            ended().when(ANN, DECLINE).refused("mediation-ended");
            ended().when(ANN, DISMISS).refused("mediation-ended");
            ended().when(ANN, STAND_DOWN).refused("mediation-ended");
            ended().when(EVE, accept(MEDIATION)).refused("invitation-not-open");
        }

        @Test
        void the_same_person_can_be_proposed_anew() {
            ended().given(BEN, proposeMediator(SECOND))
                    .when(MIA, accept(SECOND))
                    .records(new MediatorAccepted(SECOND, MIA, NAME, Text.of("none")));
        }
    }
}
