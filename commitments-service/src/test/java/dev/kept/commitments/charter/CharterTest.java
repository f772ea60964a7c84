package dev.kept.commitments.charter;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.PARTY_INVITATION;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteParty;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.charter.CharterCommand.AgreeCharter;
import dev.kept.commitments.charter.CharterCommand.AmendCharter;
import dev.kept.commitments.charter.CharterCommand.DeclineCharter;
import dev.kept.commitments.charter.CharterCommand.ProposeCharter;
import dev.kept.commitments.charter.CharterCommand.WithdrawCharter;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterDeclined;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.CharterWithdrawn;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ann of side A proposes two clauses: a goal, and how she is reached. */
class CharterTest {

    private static final UUID CHARTER = new UUID(30, 1);
    private static final UUID SECOND = new UUID(30, 2);
    private static final UUID THIRD = new UUID(30, 3);
    private static final Text WORDS = Text.of("words");
    private static final ProposedClause NEW_GOAL = new ProposedClause(null, Section.GOALS, null, Text.of("goal"));
    private static final ProposedClause NEW_CONTACT =
            new ProposedClause(null, Section.CONTACT, Side.A, Text.of("contact"));
    private static final List<ProposedClause> WHOLE = List.of(NEW_GOAL, NEW_CONTACT);
    private static final List<Clause> CLAUSES = ProposedClause.clauses(WHOLE, CHARTER);
    private static final UUID GOAL = CLAUSES.getFirst().clause();
    private static final UUID CONTACT = CLAUSES.getLast().clause();
    private static final ProposedClause OTHER_GOAL =
            new ProposedClause(GOAL, Section.GOALS, null, Text.of("another goal"));
    private static final ProposeCharter PROPOSE = new ProposeCharter(LEDGER, CHARTER, WHOLE, WORDS);
    private static final AgreeCharter AGREE = new AgreeCharter(LEDGER, CHARTER);
    private static final DeclineCharter DECLINE = new DeclineCharter(LEDGER, CHARTER, WORDS);
    private static final WithdrawCharter WITHDRAW = new WithdrawCharter(LEDGER, CHARTER, WORDS);

    private static AmendCharter amend(UUID proposal, List<ProposedClause> changed, UUID... removed) {
        return new AmendCharter(LEDGER, proposal, null, changed, List.of(removed), WORDS);
    }

    private static AmendCharter counter(UUID proposal, UUID answers, List<ProposedClause> changed, UUID... removed) {
        return new AmendCharter(LEDGER, proposal, answers, changed, List.of(removed), WORDS);
    }

    private static LedgerFixture proposed() {
        return joined().given(ANN, PROPOSE);
    }

    private static LedgerFixture inForce() {
        return proposed().given(BEN, AGREE);
    }

    @Nested
    class before_there_is_one {
        @Test
        void either_side_proposes_a_whole_one() {
            joined().when(BEN, PROPOSE).records(new CharterProposed(CHARTER, CHARTER, Side.B, CLAUSES, WORDS));
        }

        @Test
        void it_can_be_proposed_before_the_other_party_joined_and_agreed_after() {
            opened().given(ANN, PROPOSE).when(ANN, AGREE).refused("not-your-turn");
            opened().given(ANN, PROPOSE)
                    .given(ANN, inviteParty(PARTY_INVITATION))
                    .given(BEN, accept(PARTY_INVITATION))
                    .when(BEN, AGREE)
                    .records(new CharterAgreed(CHARTER, CHARTER, 1));
        }

        @Test
        void a_mediator_or_an_outsider_proposes_none() {
            mediated().when(MIA, PROPOSE).refused("not-a-party");
            joined().when(EVE, PROPOSE).unknown("ledger-not-found");
        }

        @Test
        void it_has_clauses_but_not_too_many() {
            joined().when(ANN, new ProposeCharter(LEDGER, CHARTER, List.of(), null))
                    .refused("charter-empty");
            joined().when(ANN, new ProposeCharter(LEDGER, CHARTER, Collections.nCopies(101, NEW_GOAL), null))
                    .refused("too-many-clauses");
        }

        @Test
        void a_new_one_names_no_clause_there_could_be() {
            joined().when(ANN, new ProposeCharter(LEDGER, CHARTER, List.of(OTHER_GOAL), null))
                    .refused("clause-not-found");
        }

        @Test
        void there_is_nothing_to_amend_or_answer() {
            joined().when(ANN, amend(CHARTER, List.of(NEW_GOAL))).unknown("charter-not-found");
            joined().when(BEN, AGREE).unknown("charter-not-found");
            joined().when(BEN, DECLINE).unknown("charter-not-found");
            joined().when(ANN, WITHDRAW).unknown("charter-not-found");
        }
    }

    @Nested
    class once_proposed {
        @Test
        void the_other_side_agrees_or_declines() {
            proposed().when(BEN, AGREE).records(new CharterAgreed(CHARTER, CHARTER, 1));
            proposed().when(BEN, DECLINE).records(new CharterDeclined(CHARTER, CHARTER, WORDS));
        }

        @Test
        void the_side_that_proposed_does_not_answer_itself() {
            proposed().when(ANN, AGREE).refused("not-your-turn");
            proposed().when(ANN, DECLINE).refused("not-your-turn");
            proposed().when(ANN, counter(SECOND, CHARTER, List.of(NEW_GOAL))).refused("not-your-turn");
        }

        @Test
        void a_mediator_does_not_answer() {
            mediated().given(ANN, PROPOSE).when(MIA, AGREE).refused("not-a-party");
        }

        @Test
        void only_the_side_that_proposed_takes_it_back() {
            proposed().when(ANN, WITHDRAW).records(new CharterWithdrawn(CHARTER, CHARTER, WORDS));
            proposed().when(BEN, WITHDRAW).refused("not-your-proposal");
        }

        @Test
        void nothing_else_is_put_forward_meanwhile() {
            proposed()
                    .when(BEN, new ProposeCharter(LEDGER, SECOND, WHOLE, null))
                    .refused("proposal-open");
            proposed().when(BEN, amend(SECOND, List.of(NEW_GOAL))).refused("proposal-open");
        }

        @Test
        void the_other_side_answers_with_an_amendment_that_takes_its_place() {
            AmendCharter counter = counter(SECOND, CHARTER, List.of(OTHER_GOAL), CONTACT);
            proposed().given(BEN, counter).when(ANN, AGREE).refused("proposal-not-open");
            proposed()
                    .given(BEN, counter)
                    .when(BEN, new AgreeCharter(LEDGER, SECOND))
                    .refused("not-your-turn");
            proposed()
                    .given(BEN, counter)
                    .when(ANN, new AgreeCharter(LEDGER, SECOND))
                    .records(new CharterAgreed(CHARTER, SECOND, 1))
                    .leaves(state -> {
                        assertThat(state.charters().inForce()).containsExactly(GOAL);
                        assertThat(state.charters().open()).isNull();
                    });
        }

        @Test
        void an_answer_builds_on_what_it_answers() {
            proposed()
                    .given(BEN, counter(SECOND, CHARTER, List.of(NEW_GOAL), CONTACT))
                    .when(ANN, counter(THIRD, SECOND, List.of(), CONTACT))
                    .refused("clause-not-found");
            proposed()
                    .given(BEN, counter(SECOND, CHARTER, List.of(NEW_GOAL), CONTACT))
                    .when(ANN, counter(THIRD, SECOND, List.of(), GOAL))
                    .leaves(state -> assertThat(state.charters().open()).satisfies(open -> {
                        assertThat(open).isNotNull();
                        assertThat(open.clauses())
                                .isEqualTo(Charters.ids(ProposedClause.clauses(List.of(NEW_GOAL), SECOND)));
                    }));
        }

        @Test
        void it_is_answered_once() {
            inForce().when(BEN, AGREE).refused("proposal-not-open");
            proposed().given(BEN, DECLINE).when(BEN, AGREE).refused("proposal-not-open");
            proposed().given(ANN, WITHDRAW).when(BEN, AGREE).refused("proposal-not-open");
            proposed().when(BEN, new AgreeCharter(LEDGER, SECOND)).refused("proposal-not-open");
        }

        @Test
        void what_came_to_nothing_can_be_proposed_again_in_the_same_charter() {
            proposed()
                    .given(BEN, DECLINE)
                    .when(BEN, new ProposeCharter(LEDGER, SECOND, WHOLE, null))
                    .records(new CharterProposed(CHARTER, SECOND, Side.B, ProposedClause.clauses(WHOLE, SECOND), null));
            proposed().given(BEN, DECLINE).when(BEN, amend(SECOND, WHOLE)).refused("no-charter-in-force");
        }
    }

    @Nested
    class in_force {
        @Test
        void either_side_amends_clause_by_clause() {
            inForce()
                    .when(BEN, amend(SECOND, List.of(OTHER_GOAL, NEW_GOAL), CONTACT))
                    .records(new CharterAmended(
                            CHARTER,
                            SECOND,
                            Side.B,
                            null,
                            ProposedClause.clauses(List.of(OTHER_GOAL, NEW_GOAL), SECOND),
                            List.of(CONTACT),
                            WORDS));
        }

        @Test
        void each_agreement_makes_the_next_version() {
            inForce()
                    .given(BEN, amend(SECOND, List.of(NEW_GOAL), CONTACT))
                    .when(ANN, new AgreeCharter(LEDGER, SECOND))
                    .records(new CharterAgreed(CHARTER, SECOND, 2))
                    .leaves(state -> assertThat(state.charters().inForce())
                            .containsExactly(
                                    GOAL,
                                    ProposedClause.clauses(List.of(NEW_GOAL), SECOND)
                                            .getFirst()
                                            .clause()));
        }

        @Test
        void what_is_in_force_stays_when_an_amendment_comes_to_nothing() {
            inForce()
                    .given(BEN, amend(SECOND, List.of(), CONTACT))
                    .when(ANN, new DeclineCharter(LEDGER, SECOND, null))
                    .leaves(state -> assertThat(state.charters().inForce()).containsExactly(GOAL, CONTACT));
        }

        @Test
        void an_amendment_changes_something() {
            inForce().when(BEN, amend(SECOND, List.of())).refused("nothing-changed");
        }

        @Test
        void an_amendment_names_clauses_that_are_there_and_each_once() {
            inForce().when(BEN, amend(SECOND, List.of(), THIRD)).refused("clause-not-found");
            inForce()
                    .when(BEN, amend(SECOND, List.of(new ProposedClause(THIRD, Section.GOALS, null, WORDS))))
                    .refused("clause-not-found");
            inForce().when(BEN, amend(SECOND, List.of(OTHER_GOAL), GOAL)).refused("clause-twice");
            inForce().when(BEN, amend(SECOND, List.of(OTHER_GOAL, OTHER_GOAL))).refused("clause-twice");
        }

        @Test
        void an_amendment_leaves_something() {
            inForce().when(BEN, amend(SECOND, List.of(), GOAL, CONTACT)).refused("charter-empty");
            inForce()
                    .when(BEN, amend(SECOND, Collections.nCopies(99, NEW_GOAL)))
                    .refused("too-many-clauses");
        }

        @Test
        void a_whole_new_one_can_keep_clauses() {
            List<ProposedClause> whole = List.of(OTHER_GOAL, NEW_GOAL);
            inForce()
                    .when(BEN, new ProposeCharter(LEDGER, SECOND, whole, null))
                    .records(new CharterProposed(CHARTER, SECOND, Side.B, ProposedClause.clauses(whole, SECOND), null));
        }

        @Test
        void whoever_has_not_seen_the_last_word_about_it_is_told() {
            long last = 5;
            inForce()
                    .when(BEN, amend(SECOND, List.of(NEW_GOAL)), Map.of(EntryMetaData.IF_MATCH, last - 2))
                    .refused(Rejected.Reason.STALE, "stale");
        }
    }
}
