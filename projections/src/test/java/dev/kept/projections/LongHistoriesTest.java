package dev.kept.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers about an item with a long history, whose view lacks its last entries: now, and as of each earlier entry. */
class LongHistoriesTest {

    private static final int UPDATES = 90;

    private final ReadSide side = ReadSide.shared();
    private final Story story = Story.opened();
    private final UUID commitment = story.made("Publish the timeline");

    @Test
    void are_whole_at_every_entry() {
        side.send(story);
        for (int i = 0; i < UPDATES; i++) {
            story.updated(commitment, "Progress " + i);
            side.kafka.send(story.last());
            if (i % 3 == 0) {
                assertThat(updates("")).isEqualTo(i + 1);
            }
        }

        assertThat(updates("")).isEqualTo(UPDATES);
        for (int i = 0; i < UPDATES; i += 7) {
            String asOf = "?asOf=" + (3 + i + 1);
            assertThat(updates(asOf)).as(asOf).isEqualTo(i + 1);
        }
    }

    private int updates(String query) {
        JsonNode answer = side.json(story, "/commitments/" + commitment + query);
        return answer.at("/occurrences/0/updates").size();
    }
}
