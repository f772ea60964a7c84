package dev.kept.commitments.membership;

import static dev.kept.commitments.aggregate.LedgerFixture.AMY;
import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEA;
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
import static dev.kept.commitments.aggregate.LedgerFixture.inviteParty;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;
import static dev.kept.commitments.aggregate.LedgerFixture.proposeMediator;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.events.Actor;
import dev.kept.events.MediationEvent.MediatorAdmitted;
import dev.kept.events.MembershipEvent.InvitationWithdrawn;
import dev.kept.events.MembershipEvent.LedgerOpened;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.MembershipEvent.PartyJoined;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final UUID INVITATION = new UUID(5, 2);
    private static final UUID ANOTHER = new UUID(5, 3);
    private static final UUID RETURN = new UUID(5, 4);
    private static final Duration VALID = Duration.ofDays(14);
    private static final Instant EXPIRES = START.plus(VALID);

    @Test
    void whoever_opens_a_ledger_is_its_first_member() {
        new LedgerFixture()
                .when(ANN, new OpenLedger(LEDGER, Text.of("title"), Text.of("party"), NAME))
                .records(new LedgerOpened(ANN, Text.of("title"), Text.of("party"), NAME))
                .marksEach(EntryMetaData.ACTOR, new Actor.Member(ANN, Side.A));
    }

    @Nested
    class an_opened_ledger {
        @Test
        void has_a_limited_number_of_open_invitations_for_each_side() {
            LedgerFixture many = joined();
            for (int i = 0; i < Membership.MOST_OPEN_INVITATIONS; i++) {
                many.given(ANN, inviteMember(new UUID(6, i)));
            }
            many.when(ANN, inviteMember(INVITATION)).refused("too-many-invitations");
            many.when(BEN, inviteMember(ANOTHER)).records(new MemberInvited(ANOTHER, Side.B, SECRET, EXPIRES, null));
            many.given(ANN, new WithdrawInvitation(LEDGER, new UUID(6, 0)));
            many.when(ANN, inviteMember(INVITATION))
                    .records(new MemberInvited(INVITATION, Side.A, SECRET, EXPIRES, null));
        }

        @Test
        void invites_the_other_party() {
            opened().when(ANN, inviteParty(PARTY_INVITATION))
                    .records(new PartyInvited(PARTY_INVITATION, SECRET, EXPIRES, NAME, null));
        }

        @Test
        void invites_one_more_member_of_the_own_side() {
            opened().when(ANN, inviteMember(INVITATION))
                    .records(new MemberInvited(INVITATION, Side.A, SECRET, EXPIRES, null));
        }

        @Test
        void is_left_by_its_only_member() {
            opened().when(ANN, new RemoveMember(LEDGER, ANN, null)).records(new MemberRemoved(ANN, Side.A, null));
        }
    }

    @Nested
    class an_invitation_of_the_other_party {
        private LedgerFixture invited() {
            return opened().given(ANN, inviteParty(PARTY_INVITATION));
        }

        @Test
        void is_accepted_by_whoever_holds_the_secret() {
            invited()
                    .when(BEN, accept(PARTY_INVITATION))
                    .records(new PartyJoined(PARTY_INVITATION, BEN, NAME, NAME))
                    .marksEach(EntryMetaData.ACTOR, new Actor.Member(BEN, Side.B));
        }

        @Test
        void is_not_found_with_another_secret() {
            invited()
                    .when(BEN, new AcceptInvitation(LEDGER, PARTY_INVITATION, "guess", NAME, NAME, null))
                    .unknown("invitation-not-found");
        }

        @Test
        void is_not_found_under_another_id() {
            invited().when(BEN, accept(INVITATION)).unknown("invitation-not-found");
        }

        @Test
        void asks_whoever_joins_for_the_partys_name() {
            invited()
                    .when(BEN, new AcceptInvitation(LEDGER, PARTY_INVITATION, SECRET, NAME, null, null))
                    .refused("party-name-required");
        }

        @Test
        void is_the_only_one_at_a_time() {
            invited().when(ANN, inviteParty(INVITATION)).refused("invitation-open");
        }

        @Test
        void makes_way_for_another_once_withdrawn() {
            invited()
                    .given(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION))
                    .when(ANN, inviteParty(INVITATION))
                    .records(new PartyInvited(INVITATION, SECRET, EXPIRES, NAME, null));
        }

        @Test
        void makes_way_for_another_once_expired() {
            invited()
                    .after(VALID)
                    .when(ANN, inviteParty(INVITATION))
                    .records(new PartyInvited(INVITATION, SECRET, EXPIRES, NAME, null));
        }

        @Test
        void is_still_open_a_moment_before_it_expires() {
            invited()
                    .at(EXPIRES.minusMillis(1))
                    .when(BEN, accept(PARTY_INVITATION))
                    .records(new PartyJoined(PARTY_INVITATION, BEN, NAME, NAME));
        }

        @Test
        void is_not_open_once_expired() {
            invited().at(EXPIRES).when(BEN, accept(PARTY_INVITATION)).refused("invitation-not-open");
        }

        @Test
        void cannot_be_withdrawn_once_expired() {
            invited()
                    .at(EXPIRES)
                    .when(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION))
                    .refused("invitation-not-open");
        }

        @Test
        void is_withdrawn_by_the_side_that_sent_it() {
            invited()
                    .when(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION))
                    .records(new InvitationWithdrawn(PARTY_INVITATION));
        }

        @Test
        void is_not_open_once_withdrawn() {
            invited()
                    .given(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION))
                    .when(BEN, accept(PARTY_INVITATION))
                    .refused("invitation-not-open");
        }

        @Test
        void once_withdrawn_is_still_not_found_with_another_secret() {
            invited()
                    .given(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION))
                    .when(BEN, new AcceptInvitation(LEDGER, PARTY_INVITATION, "guess", NAME, NAME, null))
                    .unknown("invitation-not-found");
        }

        @Test
        void cannot_be_accepted_by_the_side_that_sent_it() {
            invited().when(ANN, accept(PARTY_INVITATION)).refused("already-in-ledger");
        }
    }

    @Nested
    class an_invitation_whose_inviter_left {
        /** Amy invites, and is removed by Ann. */
        private LedgerFixture left(LedgerCommand<?> invites) {
            return opened().given(ANN, inviteMember(ANOTHER))
                    .given(AMY, accept(ANOTHER))
                    .given(AMY, invites)
                    .given(ANN, new RemoveMember(LEDGER, AMY, null));
        }

        @Test
        void is_no_way_back_for_the_one_who_left() {
            left(inviteMember(INVITATION)).when(AMY, accept(INVITATION)).refused("invitation-not-open");
        }

        @Test
        void is_no_way_in_for_an_outsider() {
            left(inviteMember(INVITATION)).when(EVE, accept(INVITATION)).refused("invitation-not-open");
        }

        @Test
        void is_no_way_in_for_the_other_party_which_is_invited_anew() {
            left(inviteParty(INVITATION)).when(BEN, accept(INVITATION)).refused("invitation-not-open");
            left(inviteParty(INVITATION))
                    .when(ANN, inviteParty(PARTY_INVITATION))
                    .records(new PartyInvited(PARTY_INVITATION, SECRET, EXPIRES, NAME, null));
        }

        @Test
        void is_no_way_in_for_a_mediator() {
            left(proposeMediator(MEDIATION)).when(MIA, accept(MEDIATION)).refused("invitation-not-open");
            left(proposeMediator(MEDIATION))
                    .when(ANN, new AdmitMediator(LEDGER, MEDIATION))
                    .refused("mediation-ended");
        }

        @Test
        void is_not_open_again_when_the_inviter_returns() {
            left(inviteMember(INVITATION))
                    .given(ANN, inviteMember(RETURN))
                    .given(AMY, accept(RETURN))
                    .when(EVE, accept(INVITATION))
                    .refused("invitation-not-open");
        }

        @Test
        void is_still_not_found_with_another_secret() {
            left(inviteMember(INVITATION))
                    .when(EVE, new AcceptInvitation(LEDGER, INVITATION, "guess", NAME, NAME, null))
                    .unknown("invitation-not-found");
        }

        @Test
        void has_nothing_left_to_withdraw() {
            left(inviteMember(INVITATION))
                    .when(ANN, new WithdrawInvitation(LEDGER, INVITATION))
                    .refused("invitation-not-open");
        }

        @Test
        void does_not_end_those_of_others() {
            left(inviteMember(INVITATION))
                    .given(ANN, inviteMember(RETURN))
                    .when(EVE, accept(RETURN))
                    .records(new MemberJoined(RETURN, Side.A, EVE, NAME));
        }

        @Test
        void keeps_a_candidate_who_had_accepted_before() {
            opened().given(ANN, inviteMember(ANOTHER))
                    .given(AMY, accept(ANOTHER), proposeMediator(MEDIATION))
                    .given(MIA, accept(MEDIATION))
                    .given(ANN, new RemoveMember(LEDGER, AMY, null))
                    .when(ANN, new AdmitMediator(LEDGER, MEDIATION))
                    .records(new MediatorAdmitted(MEDIATION, Side.A));
        }
    }

    @Nested
    class once_both_parties_joined {
        @Test
        void the_other_party_cannot_be_invited_again() {
            joined().when(ANN, inviteParty(INVITATION)).refused("party-already-joined");
        }

        @Test
        void the_other_side_does_not_invite_a_party() {
            joined().when(BEN, inviteParty(INVITATION)).refused("party-already-joined");
        }

        @Test
        void a_used_invitation_cannot_be_used_by_someone_else() {
            joined().when(EVE, accept(PARTY_INVITATION)).refused("invitation-not-open");
        }

        @Test
        void a_used_invitation_cannot_be_withdrawn() {
            joined().when(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION)).refused("invitation-not-open");
        }

        @Test
        void whoever_joined_cannot_join_again() {
            joined().when(BEN, accept(PARTY_INVITATION)).refused("already-in-ledger");
        }

        @Test
        void each_side_invites_its_own_members() {
            joined().when(BEN, inviteMember(INVITATION))
                    .records(new MemberInvited(INVITATION, Side.B, SECRET, EXPIRES, null));
        }

        @Test
        void an_invited_member_joins_the_side_that_invited() {
            joined().given(BEN, inviteMember(INVITATION))
                    .when(BEA, accept(INVITATION))
                    .records(new MemberJoined(INVITATION, Side.B, BEA, NAME))
                    .marksEach(EntryMetaData.ACTOR, new Actor.Member(BEA, Side.B));
        }

        @Test
        void nobody_is_a_member_of_both_sides() {
            joined().given(BEN, inviteMember(INVITATION))
                    .when(ANN, accept(INVITATION))
                    .refused("already-in-ledger");
        }

        @Test
        void a_mediator_cannot_become_a_member() {
            mediated()
                    .given(BEN, inviteMember(INVITATION))
                    .when(MIA, accept(INVITATION))
                    .refused("already-in-ledger");
        }

        @Test
        void a_candidate_for_mediation_cannot_become_a_member() {
            joined().given(ANN, proposeMediator(MEDIATION))
                    .given(MIA, accept(MEDIATION))
                    .given(BEN, inviteMember(INVITATION))
                    .when(MIA, accept(INVITATION))
                    .refused("already-in-ledger");
        }

        @Test
        void a_mediator_who_stood_down_can_become_a_member() {
            mediated()
                    .given(MIA, new StandDown(LEDGER, MEDIATION, null))
                    .given(BEN, inviteMember(INVITATION))
                    .when(MIA, accept(INVITATION))
                    .records(new MemberJoined(INVITATION, Side.B, MIA, NAME));
        }

        @Test
        void an_invitation_is_not_the_other_sides_to_withdraw() {
            joined().given(BEN, inviteMember(INVITATION))
                    .when(ANN, new WithdrawInvitation(LEDGER, INVITATION))
                    .refused("not-your-side");
        }

        @Test
        void an_unknown_invitation_cannot_be_withdrawn() {
            joined().when(ANN, new WithdrawInvitation(LEDGER, INVITATION)).unknown("invitation-not-found");
        }

        @Test
        void an_id_is_used_once() {
            joined().given(ANN, inviteMember(INVITATION))
                    .when(ANN, inviteMember(INVITATION))
                    .refused("already-exists");
        }

        @Test
        void an_id_is_used_once_for_mediators_too() {
            mediated().when(ANN, inviteMember(MEDIATION)).refused("already-exists");
        }
    }

    @Nested
    class a_side_with_two_members {
        private LedgerFixture two() {
            return joined().given(ANN, inviteMember(INVITATION)).given(AMY, accept(INVITATION));
        }

        @Test
        void lets_one_go() {
            two().when(ANN, new RemoveMember(LEDGER, AMY, null)).records(new MemberRemoved(AMY, Side.A, null));
        }

        @Test
        void lets_its_opener_leave() {
            two().when(ANN, new RemoveMember(LEDGER, ANN, null)).records(new MemberRemoved(ANN, Side.A, null));
        }

        @Test
        void is_not_the_other_sides_to_decide_about() {
            two().when(BEN, new RemoveMember(LEDGER, AMY, null)).refused("not-your-side");
        }

        @Test
        void is_left_by_its_last_member_too() {
            two().given(ANN, new RemoveMember(LEDGER, AMY, null))
                    .when(ANN, new RemoveMember(LEDGER, ANN, null))
                    .records(new MemberRemoved(ANN, Side.A, null));
        }

        @Test
        void whose_people_have_all_left_is_not_filled_by_the_other_side() {
            two().given(BEN, new RemoveMember(LEDGER, BEN, null))
                    .when(ANN, inviteParty(ANOTHER))
                    .refused("party-already-joined");
        }

        @Test
        void whose_people_have_all_left_is_asked_for_nothing() {
            two().given(BEN, new RemoveMember(LEDGER, BEN, null))
                    .when(ANN, new CloseLedger(LEDGER, null))
                    .refused("other-party-missing");
        }

        @Test
        void has_no_member_that_was_never_there() {
            two().when(ANN, new RemoveMember(LEDGER, EVE, null)).unknown("member-not-found");
        }

        @Test
        void does_not_hear_a_removed_member() {
            two().given(ANN, new RemoveMember(LEDGER, AMY, null))
                    .when(AMY, inviteMember(ANOTHER))
                    .unknown("ledger-not-found");
        }

        @Test
        void can_take_a_removed_member_back() {
            two().given(ANN, new RemoveMember(LEDGER, AMY, null), inviteMember(ANOTHER))
                    .when(AMY, accept(ANOTHER))
                    .records(new MemberJoined(ANOTHER, Side.A, AMY, NAME));
        }
    }
}
