package dev.kept.projections.kinds.concerns;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.concerns.ConcernView.RemedyState;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Side A raises it. */
class ConcernFoldTest {

    private static final ConcernFold FOLD = new ConcernFold();
    private final Story story = Story.opened();
    private final Raised concern = Raised.in(story, null);

    private ConcernView view() {
        return Folded.view(FOLD, story, concern.id());
    }

    private static Turn waits(WaitingKind what, Side side, Entry since) {
        return Turn.of(what, side, Provenance.of(since));
    }

    @Test
    void raised_it_waits_for_the_other_side() {
        ConcernView view = view();

        assertThat(view.state()).isEqualTo(ConcernState.RAISED);
        assertThat(view.by()).isEqualTo(A);
        assertThat(view.raised()).isEqualTo(Provenance.of(story.last()));
        assertThat(view.behaviour()).isInstanceOf(Text.Sealed.class);
        assertThat(view.answered()).isNull();
        assertThat(view.waiting()).containsExactly(waits(WaitingKind.ACKNOWLEDGE_CONCERN, B, story.last()));
        assertThat(FOLD.columns(view).state()).isEqualTo("raised");
        assertThat(FOLD.columns(view).side()).isEqualTo(A);
    }

    @Test
    void acknowledged_it_waits_no_more_and_tells_how_long_that_took() {
        concern.caused(A);
        Entry acknowledged = concern.acknowledged();

        assertThat(view().state()).isEqualTo(ConcernState.ACKNOWLEDGED);
        assertThat(view().answered()).isEqualTo(new ConcernView.FirstAnswer(Provenance.of(acknowledged), 7_200));
        assertThat(view().acknowledgements()).hasSize(1);
        assertThat(view().waiting()).isEmpty();
    }

    @Test
    void whatever_the_other_side_says_first_is_its_answer() {
        Entry cause = concern.caused(B);
        concern.acknowledged();

        assertThat(view().answered()).isEqualTo(new ConcernView.FirstAnswer(Provenance.of(cause), 3_600));
        assertThat(view().state()).isEqualTo(ConcernState.ACKNOWLEDGED);
    }

    @Test
    void what_the_side_that_raised_it_says_is_no_answer() {
        Entry raised = story.last();
        concern.caused(A);
        UUID remedy = concern.proposed(A, null);
        Entry proposed = story.last();

        assertThat(view().answered()).isNull();
        assertThat(view().waiting())
                .containsExactly(
                        waits(WaitingKind.ACKNOWLEDGE_CONCERN, B, raised),
                        Turn.about(remedy, WaitingKind.ANSWER_REMEDY, B, Provenance.of(proposed)));
    }

    @Test
    void an_apology_stands_with_its_repair() {
        UUID repair = UUID.randomUUID();
        Entry apologised = concern.apologised(repair);

        assertThat(view().apologies()).singleElement().satisfies(apology -> {
            assertThat(apology.repair()).isEqualTo(repair);
            assertThat(apology.offered()).isEqualTo(Provenance.of(apologised));
        });
        assertThat(view().state()).isEqualTo(ConcernState.RAISED);
        assertThat(view().waiting()).isEmpty();
        assertThat(FOLD.brief(view()).apologised()).isTrue();
    }

    @Test
    void remedies_are_answered() {
        UUID accepted = concern.proposed(B, UUID.randomUUID());
        UUID declined = concern.proposed(A, null);
        concern.accepted(A, accepted);
        Entry decline = concern.declined(B, declined);

        assertThat(view().remedies())
                .extracting(ConcernView.Remedy::remedy, ConcernView.Remedy::state)
                .containsExactly(tuple(accepted, RemedyState.ACCEPTED), tuple(declined, RemedyState.DECLINED));
        assertThat(view().remedies().getLast().answered()).isEqualTo(Provenance.of(decline));
        assertThat(view().remedies().getLast().reason()).isNotNull();
        assertThat(view().waiting()).isEmpty();
    }

    @Test
    void readiness_is_shown_and_never_waited_for() {
        concern.acknowledged();
        concern.ready(A, true);

        assertThat(view().ready()).containsExactly(A);
        assertThat(view().waiting()).isEmpty();

        concern.ready(A, false);
        assertThat(view().ready()).isEmpty();
        assertThat(view().declarations()).hasSize(2);
    }

    @Test
    void settled_it_waits_for_nobody_and_reopened_for_the_other_side_again() {
        concern.proposed(B, null);
        concern.settled();

        assertThat(view().state()).isEqualTo(ConcernState.SETTLED);
        assertThat(view().ready()).containsExactlyInAnyOrder(A, B);
        assertThat(view().waiting()).isEmpty();
        assertThat(FOLD.brief(view()).settled()).isEqualTo(Provenance.of(story.last()));

        Entry reopened = concern.reopened(A);
        assertThat(view().state()).isEqualTo(ConcernState.REOPENED);
        assertThat(view().ready()).isEmpty();
        assertThat(view().waiting()).contains(waits(WaitingKind.ACKNOWLEDGE_CONCERN, B, reopened));
        assertThat(FOLD.brief(view()).settled()).isNull();

        concern.acknowledged();
        assertThat(view().state()).isEqualTo(ConcernState.REOPENED);
        assertThat(view().waiting()).extracting(Turn::operation).containsExactly("acceptRemedy");
    }

    @Test
    void reopened_by_the_side_that_answers_it_awaits_no_answer_of_it() {
        concern.settled();
        concern.reopened(B);

        assertThat(view().waiting()).isEmpty();
    }

    @Test
    void escalated_it_is_until_it_was_settled_and_reopened() {
        concern.escalated(B);
        assertThat(view().escalated()).isTrue();

        concern.settled();
        concern.reopened(A);
        assertThat(view().escalated()).isFalse();
        assertThat(view().escalations()).hasSize(1);
        assertThat(view().lastSequence()).isEqualTo(story.head());
    }

    @Test
    void a_life_begins_by_being_raised() {
        assertThatThrownBy(() -> Folded.next(FOLD, null, concern.acknowledged()))
                .isInstanceOf(UnreadableStatement.class);
        assertThatThrownBy(() -> Folded.next(FOLD, view(), concern.accepted(B, UUID.randomUUID())))
                .isInstanceOf(UnreadableStatement.class);
    }

    @Test
    void repetitions_lead_back_to_the_first_and_on_to_the_last() {
        Raised second = Raised.in(story, concern.id());
        Raised other = Raised.in(story, null);
        Raised third = Raised.in(story, second.id());
        RepeatedConcerns repeated = new RepeatedConcerns(List.of(concern, second, other, third).stream()
                .map(raised -> FOLD.brief(Folded.view(FOLD, story, raised.id())))
                .toList());

        assertThat(repeated.before(third.id()))
                .extracting(ConcernBrief::concern)
                .containsExactly(concern.id(), second.id());
        assertThat(repeated.after(concern.id()))
                .extracting(ConcernBrief::concern)
                .containsExactly(second.id(), third.id());
        assertThat(repeated.before(concern.id())).isEmpty();
        assertThat(repeated.after(other.id())).isEmpty();
    }
}
