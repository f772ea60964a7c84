package dev.kept.projections.kinds.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.store.fold.Provenance;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LessonFoldTest {

    @Test
    void tells_what_was_learned_by_whom_and_from_what() {
        Story story = Story.opened();
        UUID lesson = UUID.randomUUID();
        UUID commitment = story.made("Status note");
        story.b(new LessonRecorded(
                lesson, Side.B, Text.of("Silence costs more"), Text.of("We say it by noon"), List.of(commitment)));

        LessonView view = Folded.view(new LessonFold(), story, lesson);

        assertThat(view.by()).isEqualTo(Side.B);
        assertThat(view.about()).containsExactly(commitment);
        assertThat(view.recorded()).isEqualTo(Provenance.of(story.last()));
        assertThat(view.differently()).isInstanceOf(Text.Sealed.class);
        assertThat(view.lastSequence()).isEqualTo(story.head());
    }
}
