package dev.kept.projections.views.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionReviewed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Evidence;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import dev.kept.projections.English;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The living document for whoever asks for German, in each of its forms. What people wrote stays as they wrote it. */
class GermanDocumentTest {

    private static final ReadSide SIDE = ReadSide.shared();
    private static final Story STORY =
            Story.opened("anna-" + UUID.randomUUID(), "After the outage", "Plattform", "Anna");
    private static final String SINCE = "?limit=2&since=2";

    @BeforeAll
    static void tell() {
        UUID charter = UUID.randomUUID();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID clause = UUID.randomUUID();
        STORY.mediated();
        STORY.a(new CharterProposed(
                charter,
                first,
                Side.A,
                List.of(new Clause(clause, Section.GOALS, null, Text.of("Ruhig ausliefern"))),
                null));
        STORY.b(new CharterAgreed(charter, first, 1));
        STORY.a(new CharterAmended(
                charter,
                second,
                Side.A,
                null,
                List.of(
                        new Clause(clause, Section.GOALS, null, Text.of("Ruhig und oft ausliefern")),
                        new Clause(UUID.randomUUID(), Section.CONTACT, Side.B, Text.of("Am Telefon"))),
                List.of(),
                null));
        STORY.b(new CharterAgreed(charter, second, 2));
        STORY.b(new ConcernRaised(
                UUID.randomUUID(),
                Side.B,
                Text.of("Berichte kommen zu spät"),
                Text.of("Berichte, die helfen"),
                Text.of("Drei kamen zu spät"),
                Text.of("Wir haben gewartet"),
                List.of(),
                Text.of("Wie sehen Sie das?"),
                null,
                List.of()));
        UUID fridays = UUID.randomUUID();
        UUID tuesdays = UUID.randomUUID();
        STORY.a(decided(fridays, "Freitags", null));
        STORY.b(new DecisionAgreed(fridays));
        STORY.a(decided(tuesdays, "Dienstags", fridays));
        STORY.b(new DecisionAgreed(tuesdays));
        STORY.b(new DecisionSuperseded(fridays, tuesdays));
        STORY.b(new DecisionReviewed(
                tuesdays, Side.B, Text.of("Es hat sich bewährt"), new Review(UUID.randomUUID(), due(90))));
        STORY.b(new DecisionObjected(tuesdays, UUID.randomUUID(), Side.B, Text.of("Montags wäre besser")));
        for (int day = 10; day < 14; day++) {
            STORY.made("Zusage " + day, Story.BEGIN.plus(Duration.ofDays(day)));
        }
        UUID done = STORY.made("Die Notizen");
        STORY.delivered(done);
        STORY.confirmed(done);
        STORY.a(new CheckpointScheduled(UUID.randomUUID(), Side.A, due(20), null, List.of(tuesdays)));
        UUID win = UUID.randomUUID();
        Entry celebrated = STORY.a(
                new WinCelebrated(win, Side.A, Text.of("Eine ruhige Woche"), Text.of("Alle schliefen"), List.of()));
        STORY.b(new WinEndorsed(win, null));
        STORY.b(new LessonRecorded(
                UUID.randomUUID(), Side.B, Text.of("Erst fragen"), Text.of("Wir rufen an"), List.of()));
        STORY.erased(celebrated, "text");
        SIDE.send(STORY);
        SIDE.json(STORY, "");
    }

    private static DecisionProposed decided(UUID id, String statement, @Nullable UUID supersedes) {
        return new DecisionProposed(
                id,
                Side.A,
                Text.of(statement),
                Text.of("Dann sind alle da"),
                List.of(new Alternative(Text.of("Nachts"), Text.of("Da schlafen alle"))),
                List.of(new Evidence(Text.of("Der Kalender"), Text.of("https://example.org/kalender"))),
                List.of(),
                new Review(UUID.randomUUID(), due(60)),
                supersedes);
    }

    private static Due due(int days) {
        return new Due(Story.BEGIN.plus(Duration.ofDays(days)), "Europe/Berlin");
    }

    private static HttpResponse<String> asked(String format, String query, String languages) {
        HttpResponse<String> answer =
                SIDE.fresh(STORY, "/document" + query, "Accept", format, "Accept-Language", languages);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void as_a_page() {
        String page = asked("text/html", SINCE, "de").body();

        English.isNotIn(page);
        assertThat(page)
                .contains("<html lang=\"de\">", "After the outage", "Ruhig und oft ausliefern")
                .contains("<h2 id=\"changes\">Was sich seit <a")
                .contains("Geltende Grundregeln (Fassung 2)", "Angezeigt: die zuerst fälligen 2 von 4.")
                .contains("Mo., 2. März 2026", "Dieser Text wurde gelöscht.")
                .doesNotContain("kept:", "??");
    }

    @Test
    void as_markdown() {
        String text = asked("text/markdown", SINCE, "de").body();

        English.isNotIn(text);
        assertThat(text)
                .startsWith("# After the outage\n")
                .contains("Vermittelt von Mira M. (Einträge [3](")
                .contains("## Was sich seit Eintrag 2 geändert hat", "## Geltende Grundregeln (Fassung 2)")
                .contains("| Fällig | Was | Von | Stand | Einträge |")
                .contains("*(Dieser Text wurde gelöscht.)*");
    }

    @Test
    void as_a_pdf_with_its_bookmarks_and_its_language() throws IOException {
        HttpResponse<byte[]> answer = SIDE.bytes(
                STORY.annaSubject,
                "/api/ledgers/" + STORY.ledger + "/document" + SINCE,
                "Accept",
                "application/pdf",
                "Accept-Language",
                "de");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Language")).contains("de");
        try (PDDocument pdf = Loader.loadPDF(answer.body())) {
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("de");
            assertThat(pdf.getDocumentInformation().getTitle())
                    .startsWith("After the outage · Dokument, Stand: Eintrag ");
            List<String> bookmarks = new ArrayList<>();
            for (PDOutlineItem whole :
                    pdf.getDocumentCatalog().getDocumentOutline().children()) {
                whole.children().forEach(each -> bookmarks.add(each.getTitle()));
            }
            assertThat(bookmarks).contains("Was sich seit Eintrag 2 geändert hat", "Erledigte Zusagen (1)");
            String text = new PDFTextStripper().getText(pdf);
            English.isNotIn(text);
            assertThat(text).contains("Geltende Entscheidungen (1)", "eingetragen ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''          | de            | de",
                "''          | de-AT,en      | de-AT",
                "''          | fr            | en-GB",
                "''          | nonsense;;q=x | en-GB",
                "?language=de | en-US        | de",
                "?language=en | de           | en-GB",
                "?language=en | de,en-US     | en-US"
            })
    void a_language_is_the_one_that_is_named_else_the_first_accepted_one(
            String query, String accepted, String written) {
        HttpResponse<String> answer = asked("text/html", query, accepted);

        assertThat(answer.headers().firstValue("Content-Language")).contains(written);
        assertThat(answer.headers().allValues("Vary").toString()).containsIgnoringCase("Accept-Language");
        assertThat(answer.body()).contains("<html lang=\"" + written.substring(0, 2) + "\">");
    }

    @Test
    void json_is_in_no_language() {
        HttpResponse<String> german = asked("application/json", "", "de");

        assertThat(german.headers().firstValue("Content-Language")).isEmpty();
        assertThat(german.body()).isEqualTo(asked("application/json", "", "en").body());
    }
}
