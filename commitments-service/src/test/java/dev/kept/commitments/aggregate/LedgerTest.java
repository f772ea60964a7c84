package dev.kept.commitments.aggregate;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.NAME;
import static dev.kept.commitments.aggregate.LedgerFixture.PARTY_INVITATION;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteMember;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteParty;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.events.Actor;
import dev.kept.events.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final UUID FRESH = new UUID(9, 9);

    @Test
    void the_answer_names_item_instant_and_every_entry() {
        opened().when(ANN, inviteMember(FRESH))
                .answers(new Appended(
                        LEDGER, START, FRESH, List.of(new Appended.Position(1, "dev.kept.member.invited.v1"))));
    }

    @Test
    void an_opened_ledger_answers_with_its_first_entry() {
        new LedgerFixture()
                .when(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME))
                .answers(new Appended(
                        LEDGER, START, null, List.of(new Appended.Position(0, "dev.kept.ledger.opened.v1"))));
    }

    @Test
    void an_entry_names_who_in_which_role_when_and_by_which_command() {
        UUID id = new UUID(7, 7);
        opened().when(
                        ANN,
                        inviteMember(FRESH),
                        Map.of(EntryMetaData.COMMAND_ID, id, EntryMetaData.COMMAND_DIGEST, "digest"))
                .marksEach(EntryMetaData.ACTOR, new Actor.Member(ANN, Side.A))
                .marksEach(EntryMetaData.RECORDED, START)
                .marksEach(EntryMetaData.COMMAND_ID, id)
                .marksEach(EntryMetaData.COMMAND_DIGEST, "digest")
                .marksEach(EntryMetaData.COMMAND_INDEX, 0);
    }

    @Test
    void an_instant_is_recorded_in_whole_milliseconds() {
        opened().at(START.plusNanos(1_999_999))
                .when(ANN, inviteMember(FRESH))
                .marksEach(EntryMetaData.RECORDED, START.plusMillis(1));
    }

    @Test
    void a_clock_set_back_does_not_record_before_the_entry_that_precedes() {
        opened().after(Duration.ofHours(-1)).when(ANN, inviteMember(FRESH)).marksEach(EntryMetaData.RECORDED, START);
    }

    @Nested
    class of_the_people {
        @Test
        void an_outsider_does_not_learn_that_the_ledger_exists() {
            joined().when(EVE, inviteMember(FRESH)).unknown("ledger-not-found");
        }

        @Test
        void nobody_in_particular_can_command_in_the_name_of_the_system() {
            joined().when(null, inviteMember(FRESH)).unknown("ledger-not-found");
        }

        @Test
        void a_mediator_in_force_is_told_to_be_no_party() {
            mediated().when(MIA, inviteMember(FRESH)).refused("not-a-party");
        }
    }

    @Nested
    class with_if_match {
        @Test
        void an_item_touched_since_is_stale() {
            opened().given(ANN, inviteParty(PARTY_INVITATION))
                    .when(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION), seen(0))
                    .refused(Rejected.Reason.STALE, "stale");
        }

        @Test
        void an_item_not_touched_since_is_fresh_whatever_else_was_recorded() {
            opened().given(ANN, inviteParty(PARTY_INVITATION), inviteMember(FRESH))
                    .when(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION), seen(1))
                    .marksEach(EntryMetaData.RECORDED, START);
        }

        @Test
        void a_new_item_is_stale_when_the_ledger_has_gone_on() {
            joined().when(ANN, inviteMember(FRESH), seen(1)).refused(Rejected.Reason.STALE, "stale");
        }

        @Test
        void a_new_item_is_fresh_when_the_ledger_has_not_gone_on() {
            joined().when(ANN, inviteMember(FRESH), seen(2)).marksEach(EntryMetaData.COMMAND_INDEX, 0);
        }

        @Test
        void an_unknown_item_is_unknown_first() {
            joined().when(ANN, new WithdrawInvitation(LEDGER, FRESH), seen(0)).unknown("invitation-not-found");
        }

        @Test
        void a_stale_view_comes_before_the_rule_it_would_break() {
            joined().when(ANN, new WithdrawInvitation(LEDGER, PARTY_INVITATION), seen(1))
                    .refused(Rejected.Reason.STALE, "stale");
        }

        private static Map<String, Object> seen(long sequence) {
            return Map.of(EntryMetaData.IF_MATCH, sequence);
        }
    }

    @Test
    void the_state_follows_the_entries() {
        joined().when(BEN, inviteMember(FRESH)).leaves(state -> {
            assertThat(state.sequence()).isEqualTo(3);
            assertThat(state.items()).containsEntry(PARTY_INVITATION, 2L).containsEntry(FRESH, 3L);
            assertThat(state.recorded()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
        });
    }
}
