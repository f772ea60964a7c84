package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRightsTest {

    private static PagesSide side;
    private static Story story;
    private static Browser anna;
    private static Browser outsider;

    @BeforeAll
    static void sign_in() {
        side = PagesSide.shared();
        story = Story.opened();
        side.send(story);
        side.json(story, "");
        anna = side.browser();
        anna.signIn(story.annaSubject);
        outsider = side.browser();
        outsider.signIn("outsider");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/timeline",
                "/dashboard",
                "/settings",
                "/settings/webhooks",
                "/decisions",
                "/concerns",
                "/checkpoints",
                "/conversations",
                "/wins",
                "/lessons",
                "/charter",
                "/entries/0",
                "/entries/0/erasure",
                "/review",
                "/write/makeCommitment"
            })
    void a_page_is_for_the_ledgers_people_alone(String page) {
        String here = "/ledgers/" + story.ledger + page;
        String nowhere = "/ledgers/" + UUID.randomUUID() + page;

        HttpResponse<String> refused = outsider.open(here);

        assertThat(anna.open(here).statusCode()).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body())
                .contains("There is nothing here")
                .isEqualTo(outsider.open(nowhere).body());
        assertThat(Browser.location(side.browser().open(here))).endsWith("/oauth2/authorization/kept");
    }

    @Test
    void whoever_signs_in_comes_back_to_the_page_that_was_asked_for() {
        Browser browser = side.browser();
        browser.open("/ledgers/" + story.ledger + "/timeline");

        assertThat(browser.signIn(story.annaSubject)).endsWith("/ledgers/" + story.ledger + "/timeline");
    }

    @Test
    void a_form_without_the_sessions_token_records_nothing_and_says_so() {
        HttpResponse<String> refused = anna.post(
                "/ledgers/" + story.ledger + "/write/makeCommitment", "key=" + UUID.randomUUID() + "&title=Mine");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your session has ended");
    }

    @Test
    void no_page_runs_a_script_or_a_style_of_its_own() {
        HttpResponse<String> page = anna.open("/ledgers/" + story.ledger);

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("style=\"").doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void a_page_that_does_not_exist_is_a_page_all_the_same() {
        HttpResponse<String> nothing = side.browser().open("/no/such/page");

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body()).contains("There is nothing here");
    }
}
