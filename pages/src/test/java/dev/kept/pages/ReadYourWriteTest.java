package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Entry;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page after a command holds what the command recorded, or says that it can't. */
class ReadYourWriteTest {

    private static final String HALTED =
            "This ledger is shown up to entry 2 only: entry 3 is missing here or cannot be read.";

    private final PagesSide side = PagesSide.shared();
    private final Story story = Story.opened();
    private Browser anna;

    @BeforeEach
    void sign_in() {
        anna = side.browser();
        anna.signIn(story.annaSubject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard"})
    void what_waits_in_all_ledgers_covers_what_was_just_written(String page) {
        side.send(story);
        side.json(story, "");
        story.made("Publish the timeline");
        anna.hasWritten(story.ledger, story.head());
        CompletableFuture<HttpResponse<String>> asked = CompletableFuture.supplyAsync(() -> anna.open(page));

        side.kafka.send(story.entries().getLast());

        assertThat(asked.join().body()).contains(page.equals("/") ? "Publish the timeline" : "<span>0 of 1</span>");
    }

    @Test
    void so_does_a_file() {
        side.send(story);
        side.json(story, "");
        story.made("Publish the timeline");
        anna.hasWritten(story.ledger, story.head());
        CompletableFuture<HttpResponse<String>> asked =
                CompletableFuture.supplyAsync(() -> anna.open("/ledgers/" + story.ledger + "/document.md"));

        side.kafka.send(story.entries().getLast());

        assertThat(asked.join().body()).contains("Publish the timeline");
    }

    @Nested
    class Of_a_halted_ledger {

        private UUID unread;

        @BeforeEach
        void leave_one_out() {
            story.made("Publish the timeline");
            unread = story.made("Another one");
            List<Entry> entries = story.entries();
            side.kafka.sendAll(entries.subList(0, 3));
            side.kafka.send(entries.get(4));
            side.fresh(story, "");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "/timeline", "/dashboard", "/settings", "/decisions", "/charter", "/write/makeCommitment"
                })
        void every_page_says_how_far_it_is_shown_also_to_whoever_wrote_more(String page) {
            String path = "/ledgers/" + story.ledger + page;
            HttpResponse<String> read = anna.open(path);
            anna.hasWritten(story.ledger, story.head());
            HttpResponse<String> written = anna.open(path);

            for (HttpResponse<String> answer : List.of(read, written)) {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains(HALTED);
            }
        }

        @Test
        void what_is_not_known_yet_is_not_called_missing() {
            anna.hasWritten(story.ledger, story.head());

            HttpResponse<String> page = anna.open("/ledgers/" + story.ledger + "/commitments/" + unread);

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("This is not shown here yet")
                    .contains("what you wrote is recorded")
                    .contains("href=\"/ledgers/" + story.ledger + "\"")
                    .doesNotContain("There is nothing here");
        }

        @Test
        void other_ledgers_are_shown_all_the_same() {
            anna.hasWritten(story.ledger, story.head());

            assertThat(anna.open("/").body()).contains("Your ledgers").doesNotContain("What you wrote last");
        }
    }
}
