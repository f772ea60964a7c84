package dev.kept.projections.kinds.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.FeedbackEvent.FeedbackActedUpon;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.feedback.FeedbackView.FeedbackState;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FeedbackFoldTest {

    private static final FeedbackFold FOLD = new FeedbackFold();
    private final Story story = Story.opened();
    private final UUID feedback = UUID.randomUUID();

    private FeedbackView view() {
        return Folded.view(FOLD, story, feedback);
    }

    @Test
    void waits_first_for_the_other_side_then_for_the_one_that_asked() {
        story.a(new FeedbackAsked(feedback, Side.A, Text.of("Are our notes of use?"), List.of()));
        assertThat(view().state()).isEqualTo(FeedbackState.ASKED);
        assertThat(view().waiting())
                .containsExactly(Turn.of(WaitingKind.GIVE_FEEDBACK, Side.B, Provenance.of(story.last())));

        story.b(new FeedbackGiven(feedback, Text.of("Shorter ones would be")));
        assertThat(view().state()).isEqualTo(FeedbackState.GIVEN);
        assertThat(view().waiting())
                .containsExactly(Turn.of(WaitingKind.ACT_ON_FEEDBACK, Side.A, Provenance.of(story.last())));

        UUID shown = story.made("Half a page each");
        story.a(new FeedbackActedUpon(feedback, Text.of("Half a page now"), List.of(shown)));
        story.a(new FeedbackActedUpon(feedback, Text.of("And a picture"), List.of(shown)));
        assertThat(view().state()).isEqualTo(FeedbackState.ACTED_UPON);
        assertThat(FOLD.columns(view()).state()).isEqualTo("acted-upon");
        assertThat(view().waiting()).isEmpty();
        assertThat(view().actions()).hasSize(2);
        assertThat(view().actions().getLast().links()).containsExactly(shown);
        assertThat(view().actions().getLast().acted()).isEqualTo(Provenance.of(story.last()));
        assertThat(view().lastSequence()).isEqualTo(story.head());
    }

    @Test
    void begins_by_being_asked_for() {
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.b(new FeedbackGiven(feedback, Text.of("Hm")))))
                .isInstanceOf(UnreadableStatement.class);
    }
}
