package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that searches all ledgers of its reader. */
class SearchPagesTest {

    private static final String READER = "searches-" + UUID.randomUUID();
    private static final Story ONE = Story.opened(READER, "Ours & <theirs>", "Platform team", "Anna");
    private static final Story ANOTHER = Story.openedBy(READER);
    private static final Story NOT_HERS = Story.opened();
    private static Browser anna;

    @BeforeAll
    static void tell() {
        PagesSide side = PagesSide.shared();
        ONE.made("Publish the timeline");
        ANOTHER.made("Publish the numbers");
        NOT_HERS.made("Publish the secrets");
        List.of(ONE, ANOTHER, NOT_HERS).forEach(story -> {
            side.send(story);
            side.json(story, "");
        });
        anna = side.browser();
        anna.signIn(READER);
    }

    @Test
    void it_finds_entries_of_all_of_them_with_the_ledger_that_each_stands_in() {
        assertThat(page("/search?q=publish"))
                .contains("Publish the timeline", "Publish the numbers", "Ours &amp; &lt;theirs&gt;", "Platform team")
                .contains("href=\"/ledgers/" + ONE.ledger + "/entries/3\"", "href=\"/ledgers/" + ANOTHER.ledger + "\"")
                .doesNotContain("secrets");
        assertThat(page("/search?q=numbers")).contains("Publish the numbers").doesNotContain("Publish the timeline");
    }

    @Test
    void without_words_it_shows_the_newest_and_says_when_nothing_fits() {
        assertThat(page("/search")).contains("Publish the timeline", "Publish the numbers");
        assertThat(page("/search?q=nowhere")).contains("No entry in your ledgers holds these words.");
    }

    @Test
    void the_home_page_leads_there() {
        assertThat(page("/")).contains("action=\"/search\"");
    }

    private static String page(String path) {
        HttpResponse<String> answer = anna.open(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
