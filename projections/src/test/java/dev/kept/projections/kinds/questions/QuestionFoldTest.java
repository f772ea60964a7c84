package dev.kept.projections.kinds.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Actor;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.questions.QuestionView.QuestionState;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuestionFoldTest {

    private static final QuestionFold FOLD = new QuestionFold();
    private final Story story = Story.opened();
    private final UUID question = UUID.randomUUID();

    private QuestionView asked(@Nullable Side to) {
        story.mediated();
        story.append(
                new Actor.Mediator(story.mediator),
                new QuestionAsked(question, to, Text.of("What did you expect?"), List.of(question)));
        return Folded.view(FOLD, story, question);
    }

    @Test
    void asked_of_both_it_waits_for_each_until_both_answered() {
        Provenance asked = asked(null).asked();
        assertThat(asked.side()).isEqualTo("mediator");
        story.b(new QuestionAnswered(question, Side.B, Text.of("All of it")));

        QuestionView half = Folded.view(FOLD, story, question);
        assertThat(half.state()).isEqualTo(QuestionState.OPEN);
        assertThat(half.waiting()).containsExactly(Turn.of(WaitingKind.ANSWER_QUESTION, Side.A, asked));

        story.a(new QuestionAnswered(question, Side.A, Text.of("What was agreed")));
        QuestionView whole = Folded.view(FOLD, story, question);
        assertThat(whole.state()).isEqualTo(QuestionState.ANSWERED);
        assertThat(whole.waiting()).isEmpty();
        assertThat(whole.answers()).extracting(QuestionView.SideAnswer::by).containsExactly(Side.B, Side.A);
        assertThat(whole.lastSequence()).isEqualTo(story.head());
    }

    @Test
    void asked_of_one_side_it_waits_for_that_side_alone() {
        assertThat(asked(Side.B).waiting()).extracting(Turn::side).containsExactly(Side.B);
        story.b(new QuestionAnswered(question, Side.B, Text.of("All of it")));

        assertThat(Folded.view(FOLD, story, question).state()).isEqualTo(QuestionState.ANSWERED);
    }

    @Test
    void begins_by_being_asked() {
        assertThatThrownBy(() ->
                        Folded.next(FOLD, null, story.a(new QuestionAnswered(question, Side.A, Text.of("An answer")))))
                .isInstanceOf(UnreadableStatement.class);
    }
}
