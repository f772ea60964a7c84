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
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.projections.views.entries.HostileTexts;
import dev.kept.wording.ShownText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.api.SoftAssertions;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HardLineBreak;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.unbescape.html.HtmlEscape;
import tools.jackson.databind.JsonNode;

/** Whatever people wrote is read in the living document as it was written, in every place and every form. */
class DocumentTextsTest {

    /** What people write is called so in the document. */
    private static final Set<String> TEXTS = Set.of(
            "title",
            "name",
            "text",
            "statement",
            "rationale",
            "whyNot",
            "label",
            "link",
            "reason",
            "outcome",
            "agenda",
            "learned",
            "differently");

    /** The words of one change. */
    private static final Set<String> CHANGED = Set.of("from", "to");

    /** On every page. */
    private static final String FOOT = "SAP · as of entry \\d+, recorded [^\\n]* \\d+ / \\d+";

    /** Given by its number. */
    private static final Set<Integer> IN_NO_FONT = Set.of(0x20000, 0x1100, 0x1161, 0x11A8);

    private static final ReadSide SIDE = ReadSide.shared();
    private static int next;
    private static Story story = Story.opened();
    private static Map<String, Integer> written = Map.of();

    @BeforeAll
    static void tell() {
        story = Story.opened("anna-" + UUID.randomUUID(), "SAP", "STOP.", "HIGH");
        UUID charter = UUID.randomUUID();
        List<UUID> ids =
                Stream.generate(UUID::randomUUID).limit(HostileTexts.ALL.size()).toList();
        agreed(charter, 1, new CharterProposed(charter, UUID.randomUUID(), Side.A, clauses(ids), null));
        long before = story.head();
        next++;
        agreed(charter, 2, new CharterAmended(charter, UUID.randomUUID(), Side.A, null, clauses(ids), List.of(), null));
        for (int round = 0; round < HostileTexts.ALL.size(); round++) {
            // Each time another text stands in each place.
            next = round;
            story.b(new ConcernRaised(
                    UUID.randomUUID(),
                    Side.B,
                    words(),
                    words(),
                    words(),
                    words(),
                    List.of(),
                    words(),
                    null,
                    List.of()));
            UUID replaced = decided(null);
            decided(replaced);
            story.made(text());
            story.a(new CheckpointScheduled(UUID.randomUUID(), Side.A, due(), words(), List.of()));
            story.a(new WinCelebrated(UUID.randomUUID(), Side.A, words(), words(), List.of()));
            story.b(new LessonRecorded(UUID.randomUUID(), Side.B, words(), words(), List.of()));
        }
        SIDE.send(story);
        query = "?limit=1000&since=" + before;
        written = new TreeMap<>();
        collect(null, false, SIDE.json(story, "/document" + query));
        assertThat(written.keySet()).containsAll(HostileTexts.ALL);
    }

    private static String query = "";

    private static void agreed(UUID charter, int version, CharterProposed proposed) {
        story.a(proposed);
        story.b(new CharterAgreed(charter, proposed.proposal(), version));
    }

    private static void agreed(UUID charter, int version, CharterAmended amended) {
        story.a(amended);
        story.b(new CharterAgreed(charter, amended.proposal(), version));
    }

    private static UUID decided(@Nullable UUID supersedes) {
        UUID decision = UUID.randomUUID();
        story.a(new DecisionProposed(
                decision,
                Side.A,
                words(),
                words(),
                List.of(new Alternative(words(), words())),
                List.of(new Evidence(words(), words())),
                List.of(),
                null,
                supersedes));
        story.b(new DecisionAgreed(decision));
        if (supersedes != null) {
            story.b(new DecisionSuperseded(supersedes, decision));
            story.b(new DecisionObjected(decision, UUID.randomUUID(), Side.B, words()));
            story.b(new DecisionReviewed(decision, Side.B, words(), null));
        }
        return decision;
    }

    private static List<Clause> clauses(List<UUID> ids) {
        List<Clause> clauses = new ArrayList<>();
        for (UUID id : ids) {
            clauses.add(new Clause(id, Section.values()[clauses.size() % Section.values().length], null, words()));
        }
        return clauses;
    }

    private static Due due() {
        return new Due(Story.BEGIN.plus(Duration.ofDays(20)), "Europe/Berlin");
    }

    private static String text() {
        return HostileTexts.ALL.get(next++ % HostileTexts.ALL.size());
    }

    private static Text words() {
        return Text.of(text());
    }

    private static void collect(@Nullable String field, boolean ofChange, JsonNode node) {
        if ("by".equals(field)) {
            // Who wrote it is said of most texts, not of all.
            return;
        }
        node.properties().forEach(each -> collect(each.getKey(), "texts".equals(field) || ofChange, each.getValue()));
        if (node.isArray()) {
            node.forEach(each -> collect(field, ofChange, each));
        }
        if (node.isString() && field != null && (TEXTS.contains(field) || (ofChange && CHANGED.contains(field)))) {
            written.merge(node.stringValue(), 1, Integer::sum);
        }
    }

    private static String as(String format) {
        HttpResponse<String> answer =
                SIDE.get(story.annaSubject, "/api/ledgers/" + story.ledger + "/document" + query, "Accept", format);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static int count(String text, String in) {
        assertThat(text).isNotEmpty();
        int count = 0;
        for (int at = in.indexOf(text); at >= 0; at = in.indexOf(text, at + 1)) {
            count++;
        }
        return count;
    }

    /** The text is all that its element holds, and its direction follows from it. */
    @Test
    void as_a_page() {
        String page = as("text/html");
        SoftAssertions softly = new SoftAssertions();
        written.forEach((text, times) -> {
            String escaped = HtmlEscape.escapeHtml4Xml(ShownText.contained(text));
            int shown = count("<bdi>" + escaped + "</bdi>", page)
                    + count("<bdi class=\"link\">" + escaped + "</bdi>", page)
                    + count("dir=\"auto\">" + escaped + "</", page);
            softly.assertThat(shown).as(text).isGreaterThanOrEqualTo(times);
        });
        softly.assertAll();
        assertThat(page.lines().toList())
                .allSatisfy(line -> assertThat(ShownText.contained(line)).isEqualTo(line));
    }

    @Test
    void as_Markdown() {
        StringBuilder read = new StringBuilder();
        Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(as("text/markdown"))
                .accept(new AbstractVisitor() {
                    @Override
                    public void visit(org.commonmark.node.Text text) {
                        read.append(text.getLiteral());
                    }

                    @Override
                    public void visit(HardLineBreak hard) {
                        read.append('\n');
                    }
                });
        SoftAssertions softly = new SoftAssertions();
        written.forEach((text, times) -> softly.assertThat(count(ShownText.contained(text), read.toString()))
                .as(text)
                .isGreaterThanOrEqualTo(times));
        softly.assertAll();
    }

    /**
     * On paper lines are broken anew, and what has no shape of its own is not there. A reader of PDFs puts lines of two directions
     * together in an order of its own: of those every word is looked for. It puts the cells of a row together line by line too: each text
     * stands once in the table of commitments.
     */
    @Test
    void as_a_PDF() throws IOException {
        HttpResponse<byte[]> answer = SIDE.bytes(
                story.annaSubject, "/api/ledgers/" + story.ledger + "/document" + query, "Accept", "application/pdf");
        assertThat(answer.statusCode()).isEqualTo(200);
        try (PDDocument document = Loader.loadPDF(answer.body())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            String read = ink(stripper.getText(document).replaceAll(FOOT, ""));
            SoftAssertions softly = new SoftAssertions();
            written.forEach((text, times) -> {
                String shown = ShownText.contained(text);
                Stream<String> parts =
                        isOfTwoDirections(text) ? Stream.of(shown.split("[^\\p{L}]+")) : Stream.of(shown);
                parts.map(DocumentTextsTest::ink)
                        .filter(part -> !part.isEmpty())
                        .forEach(part ->
                                softly.assertThat(count(part, read)).as(part).isGreaterThanOrEqualTo(times - 1));
            });
            softly.assertAll();
        }
    }

    private static boolean isOfTwoDirections(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .anyMatch(each -> each == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || each == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    private static String ink(String text) {
        StringBuilder ink = new StringBuilder();
        text.codePoints()
                .filter(each -> !Character.isWhitespace(each)
                        && !Character.isSpaceChar(each)
                        && Character.getType(each) != Character.FORMAT)
                .forEach(each ->
                        ink.append(IN_NO_FONT.contains(each) ? ShownText.numbered(each) : Character.toString(each)));
        return Normalizer.normalize(ink, Normalizer.Form.NFC);
    }
}
