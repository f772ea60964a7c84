package dev.kept.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists and sums that are asked for again and again between entries: what is remembered is never older than the ledger. */
class RememberedListsTest {

    private static final List<String> PATHS =
            List.of("/dashboard", "/commitments", "/commitments?state=open", "/commitments?side=B", "/decisions");

    private final Story story = Story.opened();

    @Test
    void show_after_each_entry_what_a_replica_shows_that_remembers_nothing() {
        try (ReadSide side = ReadSide.start();
                ReadSide replica = side.replica()) {
            List<UUID> commitments = new ArrayList<>();
            side.send(story);
            for (int i = 0; i < 12; i++) {
                switch (i % 4) {
                    case 0, 1 -> commitments.add(story.made("Publish part " + i));
                    case 2 -> story.delivered(commitments.getLast());
                    default -> story.confirmed(commitments.getLast());
                }
                side.kafka.send(story.last());
                for (String path : PATHS) {
                    answer(side, path);
                    String remembered = answer(side, path);
                    // Asked for the first time since this entry.
                    assertThat(remembered)
                            .as("%s after entry %d", path, story.head())
                            .isEqualTo(answer(replica, path));
                }
            }
        }
    }

    /** But for the moment at which it was asked. */
    private String answer(ReadSide side, String path) {
        JsonNode answer = side.json(story, path);
        if (answer instanceof ObjectNode object) {
            object.remove(List.of("at", "list"));
        }
        return answer.toString();
    }
}
