package dev.kept.projections.kinds.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Actor;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.checkpoints.CheckpointView.CheckpointDate;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckpointFoldTest {

    private static final CheckpointFold FOLD = new CheckpointFold();
    private static final Text WORDS = Text.of("words");
    private static final Due DUE = new Due(Story.BEGIN.plus(Duration.ofDays(7)), "Europe/Berlin");
    private static final Due LATER = new Due(Story.BEGIN.plus(Duration.ofDays(14)), "Europe/Berlin");

    private final Story story = Story.opened();
    private final UUID checkpoint = UUID.randomUUID();
    private final UUID decision = UUID.randomUUID();

    private CheckpointView view() {
        CheckpointView view = Folded.view(FOLD, story, checkpoint);
        assertThat(view.lastSequence()).isEqualTo(story.head());
        return view;
    }

    private Provenance last() {
        return Provenance.of(story.last());
    }

    private Provenance scheduled() {
        return Provenance.of(story.a(new CheckpointScheduled(checkpoint, Side.A, DUE, WORDS, List.of(decision))));
    }

    private static Turn turn(String operation, Side side, @Nullable UUID part, Provenance since) {
        return new Turn(operation, side, part, since.sequence(), since.recorded(), DUE.at());
    }

    @Test
    void begins_by_being_scheduled() {
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.a(new CheckpointMissed(checkpoint))))
                .isInstanceOf(UnreadableStatement.class);
    }

    @Test
    void planned_it_waits_for_both_sides_until_its_date() {
        Provenance set = scheduled();

        CheckpointView view = view();
        assertThat(view.state()).isEqualTo(CheckpointState.PLANNED);
        assertThat(view.about()).containsExactly(decision);
        assertThat(view.dates()).containsExactly(new CheckpointDate(DUE, set, null, null));
        assertThat(view.waiting())
                .containsExactly(turn("holdCheckpoint", Side.A, null, set), turn("holdCheckpoint", Side.B, null, set));
        assertThat(FOLD.columns(view).due()).isEqualTo(DUE.at());
    }

    @Test
    void one_that_follows_from_a_review_date_is_held_by_reviewing_the_decision() {
        Provenance set =
                Provenance.of(story.b(new CheckpointScheduled(checkpoint, null, DUE, null, List.of(decision))));

        assertThat(view().by()).isNull();
        assertThat(view().waiting())
                .containsExactly(
                        turn("reviewDecision", Side.A, decision, set), turn("reviewDecision", Side.B, decision, set));
    }

    @Test
    void missed_and_moved_it_keeps_every_date_and_the_miss() {
        Provenance set = scheduled();
        Provenance missed = Provenance.of(story.append(Actor.SYSTEM, new CheckpointMissed(checkpoint)));
        assertThat(view().state()).isEqualTo(CheckpointState.MISSED);
        assertThat(view().waiting()).first().isEqualTo(Turn.of(WaitingKind.HOLD_CHECKPOINT, Side.A, missed));

        story.b(new CheckpointRescheduled(checkpoint, Side.B, LATER, WORDS));

        CheckpointView view = view();
        assertThat(view.state()).isEqualTo(CheckpointState.PLANNED);
        assertThat(view.due()).isEqualTo(LATER);
        assertThat(view.dates().getFirst()).isEqualTo(new CheckpointDate(DUE, set, null, missed));
        assertThat(view.dates().getLast().set()).isEqualTo(last());
        assertThat(view.dates().getLast().reason()).isInstanceOf(Text.Sealed.class);
        assertThat(view.dates().getLast().missed()).isNull();
    }

    @Test
    void held_after_a_miss_it_shows_both() {
        scheduled();
        Provenance missed = Provenance.of(story.append(Actor.SYSTEM, new CheckpointMissed(checkpoint)));
        UUID commitment = UUID.randomUUID();
        story.b(new CheckpointHeld(checkpoint, Side.B, DUE, List.of(WORDS), List.of(), List.of(commitment)));

        CheckpointView view = view();
        assertThat(view.state()).isEqualTo(CheckpointState.HELD);
        assertThat(view.dates().getFirst().missed()).isEqualTo(missed);
        assertThat(view.held()).isNotNull().satisfies(held -> {
            assertThat(held.held()).isEqualTo(last());
            assertThat(held.outcomes()).hasSize(1);
            assertThat(held.commitments()).containsExactly(commitment);
        });
        assertThat(view.waiting()).isEmpty();
    }

    @Test
    void cancelled_it_waits_for_nobody() {
        scheduled();
        story.b(new CheckpointCancelled(checkpoint));

        assertThat(view().state()).isEqualTo(CheckpointState.CANCELLED);
        assertThat(view().cancelled()).isEqualTo(last());
        assertThat(view().waiting()).isEmpty();
    }
}
