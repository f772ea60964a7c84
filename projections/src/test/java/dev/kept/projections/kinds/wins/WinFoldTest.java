package dev.kept.projections.kinds.wins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.wins.WinView.WinState;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WinFoldTest {

    private static final WinFold FOLD = new WinFold();
    private final Story story = Story.opened();
    private final UUID win = UUID.randomUUID();

    @Test
    void is_shared_once_the_other_side_endorsed_it() {
        story.b(new WinCelebrated(win, Side.B, Text.of("A quiet release"), null, List.of(win)));

        WinView celebrated = Folded.view(FOLD, story, win);
        assertThat(celebrated.state()).isEqualTo(WinState.CELEBRATED);
        assertThat(celebrated.celebrated()).isEqualTo(Provenance.of(story.last()));
        assertThat(celebrated.waiting())
                .containsExactly(Turn.of(WaitingKind.ENDORSE_WIN, Side.A, Provenance.of(story.last())));
        assertThat(FOLD.columns(celebrated).side()).isEqualTo(Side.B);

        story.a(new WinEndorsed(win, Text.of("Yes")));
        WinView endorsed = Folded.view(FOLD, story, win);
        assertThat(endorsed.state()).isEqualTo(WinState.ENDORSED);
        assertThat(Objects.requireNonNull(endorsed.endorsed()).endorsed()).isEqualTo(Provenance.of(story.last()));
        assertThat(endorsed.waiting()).isEmpty();
        assertThat(endorsed.lastSequence()).isEqualTo(story.head());
    }

    @Test
    void begins_by_being_celebrated() {
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.a(new WinEndorsed(win, null))))
                .isInstanceOf(UnreadableStatement.class);
    }
}
