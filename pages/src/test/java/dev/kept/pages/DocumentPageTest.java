package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The living document as a page: one story, looked at from several points. */
class DocumentPageTest {

    private static final int FRIDAYS = 4;
    private static final Story STORY = Story.opened();
    private static Browser anna;

    @BeforeAll
    static void tell() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        STORY.a(decided(first, "We release on Fridays", "Everybody is there", null));
        STORY.b(new DecisionAgreed(first));
        STORY.a(decided(second, "We release on Tuesdays", "Both teams are there on Wednesdays", first));
        STORY.b(new DecisionAgreed(second));
        STORY.b(new DecisionSuperseded(first, second));
        UUID promise = STORY.made("Publish the timeline");
        STORY.delivered(promise);
        STORY.confirmed(promise);
        PagesSide side = PagesSide.shared();
        side.send(STORY);
        side.json(STORY, "");
        anna = side.browser();
        anna.signIn(STORY.annaSubject);
    }

    private static DecisionProposed decided(UUID id, String statement, String rationale, @Nullable UUID supersedes) {
        return new DecisionProposed(
                id, Side.A, Text.of(statement), Text.of(rationale), List.of(), List.of(), List.of(), null, supersedes);
    }

    private static String page(String query) {
        HttpResponse<String> page = anna.open("/ledgers/" + STORY.ledger + query);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    @Test
    void shows_a_decision_with_its_rationale_and_folded_what_it_replaced() {
        assertThat(page(""))
                .contains("Decisions in force (1)", "We release on Tuesdays", "Both teams are there on Wednesdays")
                .contains("What it replaced", "We release on Fridays", "Everybody is there")
                .contains("Settled (1)", "Publish the timeline", "Nothing waits for you here.")
                .contains("/document.pdf\"", "/document.md\"")
                .doesNotContain("What changed since", "Back to now");
    }

    @Test
    void shows_an_earlier_state_by_entry_or_day_and_what_has_changed_since() {
        assertThat(page("?asOf=&entry=" + FRIDAYS))
                .contains("entry 4", "Back to now", "We release on Fridays")
                .contains("What changed since entry 4 (3)", "from in force to replaced; replaced by a later decision")
                .contains("/document.pdf?asOf=4")
                .doesNotContain("Waiting for you");
        assertThat(page("?asOf=2026-03-02")).contains("Back to now", "value=\"2026-03-02\"");
        assertThat(page("?since=" + FRIDAYS))
                .contains("What changed since entry 4 (3)")
                .doesNotContain("Back to now");
    }

    @Test
    void says_so_when_there_was_no_such_state() {
        for (String past : List.of("asOf=1999-01-01", "entry=9999", "entry=first", "asOf=soon")) {
            assertThat(page("?" + past)).contains("There is no such earlier state", "We release on Tuesdays");
        }
    }

    @Test
    void can_be_kept_as_markdown_and_pdf() {
        HttpResponse<String> markdown = anna.open("/ledgers/" + STORY.ledger + "/document.md?asOf=" + FRIDAYS);
        assertThat(markdown.headers().firstValue("Content-Type").orElse("")).startsWith("text/markdown");
        assertThat(markdown.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"living-document.md\"");
        assertThat(markdown.body())
                .startsWith("# After the outage")
                .contains("Fridays")
                .doesNotContain("Tuesdays");
        HttpResponse<String> pdf = anna.open("/ledgers/" + STORY.ledger + "/document.pdf");
        assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(pdf.body()).startsWith("%PDF-");
    }

    @Test
    void is_downloaded_in_the_language_of_the_reader() {
        Browser german = PagesSide.shared().browser().accepting("de-AT");
        german.signIn(STORY.annaSubject);

        assertThat(german.open("/ledgers/" + STORY.ledger + "/document.md").body())
                .contains("Alle Zeiten sind in der Zeitzone UTC angegeben.", " Einträge |")
                .doesNotContain("Times are in");
    }

    @Test
    void is_kept_from_outsiders_in_every_form() {
        Browser outsider = PagesSide.shared().browser();
        outsider.signIn("outsider");

        for (String form : List.of("", "/document.md", "/document.pdf", "?entry=4")) {
            assertThat(outsider.open("/ledgers/" + STORY.ledger + form).statusCode())
                    .isEqualTo(404);
        }
    }
}
