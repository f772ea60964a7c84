package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ledger that everybody may look at. */
class ExamplePagesTest {

    private static final Story EXAMPLE =
            Story.opened("shown-reader", "An example of two teams", "Platform team", "Anna");
    private static final Story ANOTHER = Story.openedBy("shown-reader");
    private static PagesSide side;

    @BeforeAll
    static void start() {
        side = PagesSide.start(
                Map.of(
                        "kept.pages.example-ledger", EXAMPLE.ledger.toString(),
                        "kept.pages.example-client-id", "shown-reader",
                        "kept.pages.example-client-secret", "a secret"),
                null);
        EXAMPLE.made("Publish the timeline");
        ANOTHER.made("Nobody else reads this");
        side.send(EXAMPLE);
        side.send(ANOTHER);
        side.json(EXAMPLE, "");
        side.json(ANOTHER, "");
    }

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void is_read_without_signing_in_and_offers_nothing_to_do() {
        Browser visitor = side.browser();
        assertThat(visitor.open("/").body()).contains("href=\"/pages/example\"");

        HttpResponse<String> answer = visitor.open("/pages/example");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("An example of two teams", "Publish the timeline")
                .doesNotContain("<form", "<script", "Nobody else reads this", "a secret");
        assertThat(answer.headers().firstValue("X-Robots-Tag")).hasValue("noindex, nofollow");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "form-action 'none'"));
        assertThat(side.browser().accepting("de").open("/pages/example").body()).contains("<html lang=\"de\"");
    }

    @Test
    void is_the_only_ledger_that_can_be_read_so_whatever_is_asked() {
        Browser visitor = side.browser();
        String whole = visitor.open("/pages/example").body();

        for (String more : new String[] {"?ledger=" + ANOTHER.ledger, "?asOf=0", "?format=json", "?limit=1"}) {
            assertThat(visitor.open("/pages/example" + more).body()).isEqualTo(whole);
        }
        for (String other : new String[] {"/pages/example/" + ANOTHER.ledger, "/pages/example/../" + ANOTHER.ledger}) {
            assertThat(visitor.open(other).statusCode()).isNotEqualTo(200);
        }
        for (Story story : new Story[] {EXAMPLE, ANOTHER}) {
            assertThat(visitor.open("/ledgers/" + story.ledger).statusCode()).isEqualTo(302);
        }
        assertThat(visitor.post("/pages/example", "x=y").statusCode()).isIn(403, 405);
    }

    @Test
    void without_the_operators_word_there_is_none() {
        Browser visitor = PagesSide.shared().browser();

        assertThat(visitor.open("/").body()).doesNotContain("/pages/example");
        assertThat(visitor.open("/pages/example").statusCode()).isEqualTo(404);
    }

    @Test
    void a_ledger_without_a_credential_stops_the_start_with_what_to_set() {
        assertThatThrownBy(() -> PagesSide.start(Map.of("kept.pages.example-ledger", EXAMPLE.ledger.toString()), null))
                .hasStackTraceContaining("kept.pages.example-client-id");
    }
}
