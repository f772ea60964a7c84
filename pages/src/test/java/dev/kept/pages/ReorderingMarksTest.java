package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.wording.ShownText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Titles, names, labels and links that were recorded before marks that reorder were refused in them: in no output do they turn the words
 * around them. Mails have their own test, {@code LettersTest}.
 */
class ReorderingMarksTest {

    private static final String OVERRIDES = "an\u202Eother";
    private static final String ESCAPES = "out \u2069of \u202Cit";
    private static final String NEVER_ENDS = "never \u2067ends \u202B";

    private static final PagesSide SIDE = PagesSide.shared();
    private static final Instant SOON =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
    private static final Story STORY = Story.opened("anna-" + UUID.randomUUID(), OVERRIDES, ESCAPES, NEVER_ENDS);
    private static final UUID DECISION = UUID.randomUUID();
    private static UUID commitment = DECISION;
    private static Browser anna;

    @BeforeAll
    static void tell() {
        for (String title : List.of(OVERRIDES, ESCAPES, NEVER_ENDS)) {
            commitment = STORY.made(title, SOON);
            STORY.delivered(commitment);
            STORY.made(title + " and is so long that a list shows its beginning alone ".repeat(4), SOON);
            STORY.a(new WinCelebrated(UUID.randomUUID(), Side.A, Text.of(title), null, List.of()));
            STORY.b(new ConcernRaised(
                    UUID.randomUUID(),
                    Side.B,
                    Text.of(title),
                    Text.of("Calm nights"),
                    Text.of("Twice"),
                    Text.of("We waited"),
                    List.of(new Evidence(Text.of(title), Text.of("https://example.org/" + title))),
                    Text.of("Let us talk"),
                    null,
                    List.of()));
            STORY.b(new CheckInsProposed(
                    UUID.randomUUID(),
                    Side.B,
                    Text.of(title),
                    new Due(SOON, "Europe/Berlin"),
                    "FREQ=DAILY;COUNT=1",
                    List.of(SOON),
                    15));
            STORY.a(new CheckpointScheduled(
                    UUID.randomUUID(), Side.A, new Due(SOON, "Europe/Berlin"), Text.of(title), List.of()));
        }
        STORY.a(new DecisionProposed(
                DECISION,
                Side.A,
                Text.of(ESCAPES),
                Text.of("Because"),
                List.of(),
                List.of(new Evidence(Text.of(NEVER_ENDS), Text.of("https://example.org/" + ESCAPES))),
                List.of(),
                null,
                null));
        STORY.b(new DecisionAgreed(DECISION));
        SIDE.send(STORY);
        SIDE.json(STORY, "");
        anna = SIDE.browser();
        anna.signIn(STORY.annaSubject);
    }

    private static void turnsNothing(String output) {
        assertThat(output.lines().toList())
                .allSatisfy(line -> assertThat(ShownText.contained(line)).isEqualTo(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/document?format=markdown",
                "/document?format=html",
                "/export?format=markdown",
                "/export?format=csv&kind=entries",
                "/export?format=csv&kind=commitments",
                "/export?format=csv&kind=wins",
                "/export?format=csv&kind=concerns",
                "/export?format=csv&kind=decisions",
                "/export?format=csv&kind=check-ins"
            })
    void in_documents_and_exports(String path) {
        String output = SIDE.get(STORY.annaSubject, "/api/ledgers/" + STORY.ledger + path)
                .body();

        turnsNothing(output);
        assertThat(output).contains("of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/timeline",
                "/dashboard",
                "/review",
                "/settings",
                "/concerns",
                "/decisions",
                "/wins",
                "/check-ins",
                "/checkpoints",
                "/write/deliverUpdate",
                "/write/recordLesson",
                "/write/raiseConcern"
            })
    void on_pages_with_their_titles_and_choices(String page) {
        turnsNothing(opened("/ledgers/" + STORY.ledger + page));
    }

    @Test
    void on_pages_of_one_item_and_of_all_ledgers() {
        turnsNothing(opened("/"));
        turnsNothing(opened("/reminders"));
        turnsNothing(opened("/ledgers/" + STORY.ledger + "/commitments/" + commitment));
        turnsNothing(opened("/ledgers/" + STORY.ledger + "/decisions/" + DECISION));
    }

    private static String opened(String path) {
        HttpResponse<String> page = anna.open(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("\u27E6U+202E\u27E7");
        return page.body();
    }

    @Test
    void in_calendars() {
        HttpResponse<String> created =
                SIDE.post(STORY.annaSubject, "/api/calendars", "{\"ledger\":\"" + STORY.ledger + "\",\"texts\":true}");
        String feed = SIDE.anonymous(
                        URI.create(ReadSide.json(created).get("address").stringValue())
                                .getPath())
                .body()
                .replace("\r\n ", "");

        turnsNothing(feed);
        assertThat(feed).contains("an\u27E6U+202E\u27E7other", "out \u27E6U+2069\u27E7of");
    }

    @Test
    void in_the_bookmarks_and_the_name_of_a_PDF() throws IOException {
        byte[] pdf = SIDE.bytes(STORY.annaSubject, "/api/ledgers/" + STORY.ledger + "/document?format=pdf")
                .body();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            turnsNothing(document.getDocumentInformation().getTitle());
            StringBuilder names = new StringBuilder();
            bookmarks(document.getDocumentCatalog().getDocumentOutline(), names);
            turnsNothing(names.toString());
            assertThat(names).contains("an\u27E6U+202E\u27E7other", "out \u27E6U+2069\u27E7of");
        }
    }

    private static void bookmarks(PDOutlineNode of, StringBuilder names) {
        for (PDOutlineItem item : of.children()) {
            names.append(item.getTitle()).append('\n');
            bookmarks(item, names);
        }
    }
}
