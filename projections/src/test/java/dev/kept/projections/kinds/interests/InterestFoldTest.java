package dev.kept.projections.kinds.interests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.InterestEvent.InterestDisclosed;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.store.fold.Provenance;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InterestFoldTest {

    private static final InterestFold FOLD = new InterestFold();
    private final Story story = Story.opened();
    private final UUID interest = UUID.randomUUID();

    @Test
    void names_who_disclosed_it_and_for_which_side() {
        story.b(new InterestDisclosed(interest, Text.of("I worked there once")));

        InterestView disclosed = Folded.view(FOLD, story, interest);
        assertThat(disclosed.disclosed()).isEqualTo(Provenance.of(story.last()));
        assertThat(FOLD.columns(disclosed).side()).isEqualTo(Side.B);
    }

    @Test
    void of_a_mediator_belongs_to_no_side() {
        story.append(new Actor.Mediator(story.mediator), new InterestDisclosed(interest, Text.of("They pay my fee")));

        InterestView disclosed = Folded.view(FOLD, story, interest);
        assertThat(disclosed.disclosed().side()).isEqualTo("mediator");
        assertThat(FOLD.columns(disclosed).side()).isNull();
    }
}
