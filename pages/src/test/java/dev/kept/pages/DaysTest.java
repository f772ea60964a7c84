package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A date without a time of day, given far from where it is read: it is that day everywhere, never an instant of the reader's. */
class DaysTest {

    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final Story STORY = Story.opened();
    private static final PagesSide SIDE = PagesSide.shared();
    private static final UUID PROMISE = UUID.randomUUID();
    private static final UUID MISSED = UUID.randomUUID();
    private static Browser anna;

    @BeforeAll
    static void tell() {
        UUID proposal = UUID.randomUUID();
        UUID decision = UUID.randomUUID();
        promised(PROMISE, "The notes", "2031-05-06");
        RevisedTerms later = new RevisedTerms(day("2031-05-09"), null, null, null, null);
        STORY.a(new TermsProposed(PROMISE, 1, proposal, Side.A, later, Text.of("It rains")));
        STORY.b(new TermsAccepted(PROMISE, 1, proposal));
        promised(MISSED, "The slides", "2026-03-02");
        STORY.append(Actor.SYSTEM, new DeadlineMissed(MISSED, 1, false, null));
        STORY.a(new CheckpointScheduled(UUID.randomUUID(), Side.A, day("2031-06-01"), Text.of("On-call"), List.of()));
        STORY.a(new DecisionProposed(
                decision,
                Side.A,
                Text.of("Tuesdays"),
                Text.of("Because"),
                List.of(),
                List.of(),
                List.of(),
                new Review(UUID.randomUUID(), day("2031-07-01")),
                null));
        STORY.b(new DecisionAgreed(decision));
        SIDE.send(STORY);
        SIDE.json(STORY, "");
        anna = SIDE.browser();
        anna.signIn(STORY.annaSubject);
    }

    private static void promised(UUID id, String title, String day) {
        STORY.a(new CommitmentMade(
                id, Side.A, new Terms(Text.of(title), null, null, null, Terms.Monitor.BOTH, day(day), 7, null)));
    }

    private static Due day(String day) {
        return Due.endOf(LocalDate.parse(day), AUCKLAND);
    }

    private static String page(String path) {
        HttpResponse<String> page = anna.open("/ledgers/" + STORY.ledger + path);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private static void names(String text, String... days) {
        for (String day : days) {
            assertThat(text).contains(day + " (Pacific/Auckland)");
        }
        assertThat(text).doesNotContain("11:59", "23:59");
    }

    @Test
    void on_pages() {
        names(page(""), "Fri, 9 May 2031", "Tue, 6 May 2031", "Mon, 2 Mar 2026", "Tue, 1 Jul 2031");
        names(page("/commitments/" + PROMISE), "Fri, 9 May 2031", "Tue, 6 May 2031");
        names(page("/timeline"), "Fri, 9 May 2031", "Tue, 6 May 2031", "Sun, 1 Jun 2031", "Tue, 1 Jul 2031");
        names(page("/decisions"), "Tue, 1 Jul 2031");
        names(page("/checkpoints"), "Sun, 1 Jun 2031");
        names(page("/review"), "Mon, 2 Mar 2026", "Tue, 6 May 2031");
        names(anna.open("/").body(), "Fri, 9 May 2031", "Sun, 1 Jun 2031");
    }

    @Test
    void in_the_document_in_every_form() throws IOException {
        for (String form : List.of("markdown", "html")) {
            names(
                    SIDE.fresh(STORY, "/document?format=" + form).body(),
                    "Fri, 9 May 2031",
                    "Tue, 6 May 2031",
                    "Sun, 1 Jun 2031",
                    "Tue, 1 Jul 2031");
        }
        byte[] pdf = SIDE.bytes(STORY.annaSubject, "/api/ledgers/" + STORY.ledger + "/document?format=pdf")
                .body();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            names(
                    new PDFTextStripper().getText(document).replaceAll("\\s+", " "),
                    "Fri, 9 May 2031",
                    "Sun, 1 Jun 2031",
                    "Tue, 1 Jul 2031");
        }
    }

    @Test
    void in_the_exported_history() {
        assertThat(SIDE.fresh(STORY, "/export?format=markdown").body())
                .contains(
                        "- **Due:** Fri, 9 May 2031 (Pacific/Auckland)",
                        "- **Looked at again:** Tue, 1 Jul 2031 (Pacific/Auckland)");
    }

    @Test
    void in_the_api_beside_the_instant() {
        JsonNode due = SIDE.json(STORY, "/commitments/" + PROMISE).at("/occurrences/0/due");
        assertThat(due.get("day").asString()).isEqualTo("2031-05-09");
        assertThat(due.get("zone").asString()).isEqualTo("Pacific/Auckland");
        assertThat(due.get("at").asString()).isEqualTo("2031-05-09T11:59:59.999Z");
        assertThat(SIDE.json(STORY, "/commitments")
                        .at("/items/1/originalDue/day")
                        .asString())
                .isEqualTo("2031-05-06");
        JsonNode overview = ReadSide.json(SIDE.get(STORY.annaSubject, "/api/overview"));
        assertThat(overview.at("/dueByMe/0/due/day").asString()).isEqualTo("2031-05-09");
    }

    @Test
    void and_every_instant_has_milliseconds() {
        Story story = Story.opened();
        story.made("On the second", Instant.parse("2031-03-01T12:00:00Z"));
        SIDE.send(story);

        for (String path :
                List.of("", "/entries", "/commitments", "/document", "/export?format=csv&kind=commitments")) {
            String body = SIDE.fresh(story, path).body();
            assertThat(body).as(path).contains(":00:00.000Z").doesNotContain(":00:00Z", ":00Z");
        }
    }
}
