package dev.kept.projections.kinds.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterDeclined;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.CharterWithdrawn;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.charter.CharterChanges.RewordedClause;
import dev.kept.projections.kinds.charter.CharterView.CharterClause;
import dev.kept.projections.kinds.charter.CharterView.CharterProposal;
import dev.kept.projections.kinds.charter.CharterView.CharterProposalState;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CharterFoldTest {

    private static final CharterFold FOLD = new CharterFold();
    private static final UUID CHARTER = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);
    private static final UUID GOAL = new UUID(2, 1);
    private static final UUID CONTACT = new UUID(2, 2);
    private static final UUID BOUNDARY = new UUID(2, 3);

    private final Story story = Story.opened();

    private static Clause clause(UUID id, Section section, String text) {
        return new Clause(id, section, null, Text.of(text));
    }

    private CharterView view() {
        return Folded.view(FOLD, story, CHARTER);
    }

    private void proposed() {
        story.a(new CharterProposed(
                CHARTER,
                CHARTER,
                Side.A,
                List.of(clause(CONTACT, Section.CONTACT, "By chat"), clause(GOAL, Section.GOALS, "Ship")),
                Text.of("For a start")));
    }

    private void amended() {
        story.a(new CharterAmended(
                CHARTER,
                SECOND,
                Side.A,
                null,
                List.of(clause(GOAL, Section.GOALS, "Ship weekly"), clause(BOUNDARY, Section.BOUNDARIES, "No nights")),
                List.of(CONTACT),
                null));
    }

    @Test
    void a_proposal_waits_for_the_other_side() {
        proposed();

        CharterView view = view();
        assertThat(view.version()).isZero();
        assertThat(view.proposals()).singleElement().satisfies(proposal -> {
            assertThat(proposal.state()).isEqualTo(CharterProposalState.OPEN);
            assertThat(proposal.clauses()).extracting(CharterClause::clause).containsExactly(GOAL, CONTACT);
            assertThat(proposal.clauses()).extracting(CharterClause::worded).containsOnly(Provenance.of(story.last()));
        });
        assertThat(view.waiting())
                .containsExactly(Turn.about(CHARTER, WaitingKind.ANSWER_CHARTER, Side.B, Provenance.of(story.last())));
        assertThat(FOLD.columns(view).state()).isEqualTo("proposed");
    }

    @Test
    void agreed_it_is_the_first_version() {
        proposed();
        story.b(new CharterAgreed(CHARTER, CHARTER, 1));

        CharterView view = view();
        assertThat(view.version()).isEqualTo(1);
        assertThat(view.waiting()).isEmpty();
        assertThat(view.open()).isEmpty();
        assertThat(FOLD.columns(view).state()).isEqualTo("in-force");
        assertThat(FOLD.brief(view).inForce()).satisfies(inForce -> {
            assertThat(inForce).isNotNull();
            assertThat(inForce.agreed()).isEqualTo(Provenance.of(story.last()));
            assertThat(inForce.clauses()).hasSize(2);
        });
    }

    @Test
    void an_amendment_shows_all_clauses_there_would_be_and_leaves_those_in_force() {
        proposed();
        story.b(new CharterAgreed(CHARTER, CHARTER, 1));
        amended();

        CharterView view = view();
        assertThat(view.clausesOf(1)).extracting(CharterClause::clause).containsExactly(GOAL, CONTACT);
        CharterProposal open = view.open().orElseThrow();
        assertThat(open.base()).isEqualTo(1);
        assertThat(open.clauses()).extracting(CharterClause::clause).containsExactly(GOAL, BOUNDARY);
    }

    @Test
    void every_version_stays_readable_and_says_what_changed() {
        proposed();
        story.b(new CharterAgreed(CHARTER, CHARTER, 1));
        amended();
        story.b(new CharterAgreed(CHARTER, SECOND, 2));

        CharterView view = view();
        assertThat(view.version()).isEqualTo(2);
        CharterChanges changes = CharterChanges.between(1, view.clausesOf(1), 2, view.clausesOf(2));
        assertThat(changes.added()).extracting(CharterClause::clause).containsExactly(BOUNDARY);
        assertThat(changes.removed()).extracting(CharterClause::clause).containsExactly(CONTACT);
        assertThat(changes.reworded())
                .containsExactly(new RewordedClause(
                        view.clausesOf(1).getFirst(), view.clausesOf(2).getFirst()));
        assertThat(CharterChanges.between(2, view.clausesOf(2), 1, view.clausesOf(1))
                        .added())
                .extracting(CharterClause::clause)
                .containsExactly(CONTACT);
        assertThat(CharterChanges.between(0, view.clausesOf(0), 1, view.clausesOf(1))
                        .added())
                .hasSize(2);
    }

    @Test
    void an_amendment_that_answers_a_proposal_takes_its_place_and_builds_on_it() {
        proposed();
        story.b(new CharterAmended(
                CHARTER,
                SECOND,
                Side.B,
                CHARTER,
                List.of(clause(BOUNDARY, Section.BOUNDARIES, "No nights")),
                List.of(),
                null));

        CharterView view = view();
        assertThat(view.proposals())
                .extracting(CharterProposal::proposal, CharterProposal::state)
                .containsExactly(
                        tuple(CHARTER, CharterProposalState.COUNTERED), tuple(SECOND, CharterProposalState.OPEN));
        assertThat(view.proposals().getLast().clauses())
                .extracting(CharterClause::clause)
                .containsExactly(GOAL, BOUNDARY, CONTACT);
        assertThat(view.waiting()).extracting(Turn::side).containsExactly(Side.A);
    }

    @Test
    void what_came_to_nothing_says_how_and_leaves_what_is_in_force() {
        proposed();
        story.b(new CharterDeclined(CHARTER, CHARTER, Text.of("Too much")));
        assertThat(FOLD.columns(view()).state()).isEqualTo("none");
        amended();
        story.a(new CharterWithdrawn(CHARTER, SECOND, null));

        CharterView view = view();
        assertThat(view.version()).isZero();
        assertThat(view.waiting()).isEmpty();
        assertThat(view.proposals())
                .extracting(CharterProposal::state)
                .containsExactly(CharterProposalState.DECLINED, CharterProposalState.WITHDRAWN);
        assertThat(view.proposals().getFirst().answerReason()).isNotNull();
    }

    @Test
    void begins_by_being_proposed() {
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.b(new CharterAgreed(CHARTER, CHARTER, 1))))
                .isInstanceOf(UnreadableStatement.class);
    }
}
