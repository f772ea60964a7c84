package dev.kept.projections.views.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.Means;
import dev.kept.events.Side;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EntryMeansTest {

    private final ReadSide side = ReadSide.shared();
    private final Story story = Story.opened();

    @Test
    void an_entry_says_by_what_means_it_was_recorded() {
        UUID client = UUID.randomUUID();
        promised(Means.PAGE);
        promised(Means.program(client, null));
        promised(Means.program(client, story.boris));
        promised(null);
        story.entries().forEach(side.kafka::send);

        JsonNode entries = side.json(story, "/entries?order=asc").at("/items");

        assertThat(entries.get(3).at("/means").toString()).isEqualTo("{\"kind\":\"page\"}");
        assertThat(entries.get(4).at("/means").toString())
                .isEqualTo("{\"kind\":\"program\",\"client\":\"" + client + "\"}");
        assertThat(entries.get(5).at("/means").toString())
                .isEqualTo("{\"kind\":\"program\",\"client\":\"" + client + "\",\"instructedBy\":\"" + story.boris
                        + "\"}");
        assertThat(entries.get(6).has("means")).isFalse();
        assertThat(side.json(story, "/entries/5").at("/means"))
                .isEqualTo(entries.get(5).at("/means"));
    }

    private void promised(@Nullable Means means) {
        story.append(
                new Actor.Member(story.anna, Side.A),
                new CommitmentMade(
                        UUID.randomUUID(), Side.A, Story.terms("Publish the timeline", Story.BEGIN.plusSeconds(3_600))),
                means);
    }
}
