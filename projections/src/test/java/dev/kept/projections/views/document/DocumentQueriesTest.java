package dev.kept.projections.views.document;

import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Evidence;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import dev.kept.http.Instants;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The living document in all its forms, over HTTP. */
class DocumentQueriesTest {

    private static final int AGREED = 9;
    private static final String RATIONALE = "Both teams are there on Wednesdays\nto look after it.";
    private static final String HOSTILE = """
        # Not a heading
        <script>alert(1)</script> </style></p> & &amp;
        | a | b |
        | --- | --- |
        [click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>
        ```
        1. one
        - two
            indented
        ---
        Setext
        ===
        > quoted **bold** _it_ ~~no~~ `code` \\ $x$
        <!-- --> <?x?> ]]> \u202Eevil \u0001\u001B \uFFFF
        שלום עולם مرحبا Ελλάδα Київ 漢字 🎈\
        """;

    private final ReadSide side = ReadSide.shared();
    private final Story story = Story.opened();
    private final UUID charter = UUID.randomUUID();
    private final UUID clause = UUID.randomUUID();
    private final UUID amendment = UUID.randomUUID();
    private final UUID concern = UUID.randomUUID();
    private final UUID fridays = UUID.randomUUID();
    private final UUID tuesdays = UUID.randomUUID();
    private final UUID checkpoint = UUID.randomUUID();
    private final UUID win = UUID.randomUUID();
    private final UUID lesson = UUID.randomUUID();
    private UUID commitment = UUID.randomUUID();

    /** Up to entry {@link #AGREED} one rule, one concern, one decision and one commitment; then each of them changes. */
    private void tell() {
        UUID proposal = UUID.randomUUID();
        story.a(new CharterProposed(
                charter, proposal, Side.A, List.of(clause(clause, Section.GOALS, "Calm releases")), null));
        story.b(new CharterAgreed(charter, proposal, 1));
        story.b(raised("Reports come late"));
        story.a(decided(fridays, "We release on Fridays", "Everybody is there", null));
        story.b(new DecisionAgreed(fridays));
        commitment = story.made("Publish the timeline");
        story.a(new CheckpointScheduled(checkpoint, Side.A, due(20), Text.of("Is it better?"), List.of(fridays)));

        story.a(new CharterAmended(
                charter,
                amendment,
                Side.A,
                null,
                List.of(
                        clause(clause, Section.GOALS, "Calm and small releases"),
                        clause(UUID.randomUUID(), Section.CONTACT, "By telephone")),
                List.of(),
                null));
        story.b(new CharterAgreed(charter, amendment, 2));
        story.a(decided(tuesdays, "We release on Tuesdays", RATIONALE, fridays));
        story.b(new DecisionAgreed(tuesdays));
        story.b(new DecisionSuperseded(fridays, tuesdays));
        UUID terms = UUID.randomUUID();
        story.a(new TermsProposed(
                commitment,
                1,
                terms,
                Side.A,
                new RevisedTerms(
                        due(35), Text.of("Publish the timeline"), Text.of("With all names left out"), null, null),
                Text.of("It takes longer")));
        story.b(new TermsAccepted(commitment, 1, terms));
        story.b(new CheckpointRescheduled(checkpoint, Side.B, due(25), null));
        story.a(new WinCelebrated(win, Side.A, Text.of("A quiet release"), Text.of("Nobody was woken"), List.of()));
        story.b(new WinEndorsed(win, null));
        story.b(new LessonRecorded(
                lesson, Side.B, Text.of("Ask first"), Text.of("We call before we write"), List.of()));
        story.b(new ConcernSettled(concern));
    }

    private static Clause clause(UUID id, Section section, String text) {
        return new Clause(id, section, null, Text.of(text));
    }

    private ConcernRaised raised(String title) {
        return new ConcernRaised(
                concern,
                Side.B,
                Text.of(title),
                Text.of("Reports one can use"),
                Text.of("Three came late"),
                Text.of("We waited"),
                List.of(),
                Text.of("How do you see it?"),
                null,
                List.of());
    }

    private static DecisionProposed decided(UUID id, String statement, String rationale, @Nullable UUID supersedes) {
        return new DecisionProposed(
                id,
                Side.A,
                Text.of(statement),
                Text.of(rationale),
                List.of(new Alternative(Text.of("Mondays"), Text.of("Nobody is awake"))),
                List.of(new Evidence(Text.of("The calendar"), Text.of("https://example.org/calendar"))),
                List.of(),
                null,
                supersedes);
    }

    private static Due due(int days) {
        return new Due(Story.BEGIN.plus(Duration.ofDays(days)), "Europe/Berlin");
    }

    private JsonNode document(String query) {
        return side.json(story, "/document" + query);
    }

    private String as(String format, String query) {
        HttpResponse<String> answer = side.fresh(story, "/document" + query, "Accept", format);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(format);
        return answer.body();
    }

    private static JsonNode change(JsonNode document, UUID item) {
        return document.at("/changes/items")
                .valueStream()
                .filter(each -> each.at("/item").stringValue().equals(item.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> numbers(JsonNode array) {
        return array.valueStream().map(JsonNode::intValue).toList();
    }

    @Test
    void holds_what_is_in_force_with_the_entries_behind_it() {
        tell();
        side.send(story);

        JsonNode document = document("");

        assertThat(document.at("/title").stringValue()).isEqualTo("After the outage");
        assertThat(document.at("/head").longValue()).isEqualTo(story.head());
        assertThat(document.at("/parties/A/members/0/name").stringValue()).isEqualTo("Anna");
        assertThat(document.at("/charter/version").intValue()).isEqualTo(2);
        assertThat(document.at("/charter/clauses/0/text").stringValue()).isEqualTo("Calm and small releases");
        assertThat(numbers(document.at("/charter/entries"))).containsExactly(3, 4, 10, 11);
        assertThat(document.at("/concernCount").intValue()).isZero();
        assertThat(document.at("/decisionCount").intValue()).isEqualTo(1);
        JsonNode decision = document.at("/decisions/0");
        assertThat(decision.at("/decision").stringValue()).isEqualTo(tuesdays.toString());
        assertThat(decision.at("/rationale").stringValue()).isEqualTo(RATIONALE);
        assertThat(numbers(decision.at("/entries"))).containsExactly(12, 13);
        assertThat(decision.at("/replaced/0/statement").stringValue()).isEqualTo("We release on Fridays");
        assertThat(decision.at("/replaced/0/rationale").stringValue()).isEqualTo("Everybody is there");
        assertThat(numbers(decision.at("/replaced/0/entries"))).containsExactly(6, 7, 14);
        assertThat(document.at("/commitments/0/title").stringValue()).isEqualTo("Publish the timeline");
        assertThat(document.at("/commitments/0/state").stringValue()).isEqualTo("open");
        assertThat(numbers(document.at("/commitments/0/entries"))).containsExactly(8, 15, 16);
        assertThat(document.at("/checkpoints/0/agenda").stringValue()).isEqualTo("Is it better?");
        assertThat(document.at("/wins/0/state").stringValue()).isEqualTo("endorsed");
        assertThat(document.at("/lessons/0/learned").stringValue()).isEqualTo("Ask first");
        assertThat(document.has("changes")).isFalse();
        assertThat(document.has("mediator")).isFalse();
    }

    @Test
    void is_answered_as_of_an_earlier_entry_or_instant() {
        tell();
        side.send(story);

        JsonNode then = document("?asOf=" + AGREED);

        assertThat(then.at("/head").intValue()).isEqualTo(AGREED);
        assertThat(then.at("/charter/version").intValue()).isEqualTo(1);
        assertThat(then.at("/concerns/0/title").stringValue()).isEqualTo("Reports come late");
        assertThat(then.at("/decisions/0/statement").stringValue()).isEqualTo("We release on Fridays");
        assertThat(then.at("/winCount").intValue()).isZero();
        assertThat(numbers(then.at("/decisions/0/entries"))).containsExactly(6, 7);
        assertThat(document("?asOf=" + Story.BEGIN.plus(Duration.ofMinutes(9 * 60 + 30))))
                .isEqualTo(then);
        assertThat(document("?asOf=" + story.head())).isEqualTo(document(""));
        assertThat(as("text/html", "?asOf=" + AGREED)).contains("Reports come late", "As of", "entry 9");
    }

    @Test
    void tells_what_changed_since_an_entry_or_instant() {
        tell();
        side.send(story);

        JsonNode document = document("?since=" + AGREED);

        JsonNode changes = document.at("/changes");
        assertThat(changes.at("/since").intValue()).isEqualTo(AGREED);
        assertThat(changes.at("/entryCount").longValue()).isEqualTo(story.head() - AGREED);
        assertThat(changes.at("/itemCount").intValue()).isEqualTo(8);
        JsonNode rules = change(document, charter);
        assertThat(rules.at("/what").stringValue()).isEqualTo("changed");
        assertThat(rules.at("/clauses/from").intValue()).isEqualTo(1);
        assertThat(rules.at("/clauses/added/0/text").stringValue()).isEqualTo("By telephone");
        assertThat(rules.at("/clauses/reworded/0/before/text").stringValue()).isEqualTo("Calm releases");
        assertThat(numbers(rules.at("/entries"))).containsExactly(10, 11);
        JsonNode replaced = change(document, fridays);
        assertThat(replaced.at("/from").stringValue()).isEqualTo("in-force");
        assertThat(replaced.at("/to").stringValue()).isEqualTo("superseded");
        assertThat(replaced.at("/replacedBy").stringValue()).isEqualTo(tuesdays.toString());
        assertThat(change(document, tuesdays).at("/what").stringValue()).isEqualTo("new");
        JsonNode promise = change(document, commitment);
        assertThat(promise.at("/what").stringValue()).isEqualTo("changed");
        assertThat(promise.has("from")).isFalse();
        assertThat(promise.at("/due/from/at").stringValue()).isEqualTo(Instants.text(due(30).at()));
        assertThat(promise.at("/due/to/at").stringValue()).isEqualTo(Instants.text(due(35).at()));
        // The title was proposed again in the same words.
        assertThat(promise.at("/texts").size()).isEqualTo(1);
        assertThat(promise.at("/texts/0/field").stringValue()).isEqualTo("details");
        assertThat(promise.at("/texts/0/from").stringValue()).isEqualTo("Details of Publish the timeline");
        assertThat(promise.at("/texts/0/to").stringValue()).isEqualTo("With all names left out");
        assertThat(change(document, checkpoint).at("/due/to/at").stringValue()).isEqualTo(Instants.text(due(25).at()));
        assertThat(change(document, concern).at("/to").stringValue()).isEqualTo("settled");
        assertThat(change(document, win).at("/to").stringValue()).isEqualTo("endorsed");
        assertThat(document("?since=" + Story.BEGIN.plus(Duration.ofMinutes(9 * 60 + 30)))
                        .at("/changes"))
                .isEqualTo(changes);
        assertThat(document("?since=" + story.head()).at("/changes/items").isEmpty())
                .isTrue();
        assertThat(document("?since=4&asOf=" + AGREED).at("/changes/itemCount").intValue())
                .isEqualTo(4);
        for (String format : List.of("text/markdown", "text/html")) {
            assertThat(as(format, "?since=" + AGREED))
                    .contains("What changed since", "With all names left out", "By telephone")
                    .contains("from in force to replaced");
        }
    }

    @Test
    void names_the_mediator_and_who_came_and_left() {
        UUID mediation = story.mediated();
        UUID promise = story.made("The report");
        side.send(story);

        JsonNode document = document("?since=2");

        assertThat(document.at("/mediator/person/name").stringValue()).isEqualTo("Mira M.");
        assertThat(document.at("/mediator/interests").stringValue()).isEqualTo("None whatsoever");
        assertThat(numbers(document.at("/mediator/entries"))).containsExactly(3, 4, 5, 6);
        assertThat(change(document, mediation).at("/to").stringValue()).isEqualTo("admitted");
        assertThat(change(document, promise).at("/what").stringValue()).isEqualTo("new");
        assertThat(change(document("?since=1"), story.boris).at("/title").stringValue())
                .isEqualTo("Boris");
        String path = "/api/ledgers/" + story.ledger + "/document";
        assertThat(side.get(story.miraSubject, path).statusCode()).isEqualTo(200);
        side.kafka.send(story.stoodDown(mediation));
        assertThat(document("").has("mediator")).isFalse();
        assertThat(side.get(story.miraSubject, path).statusCode()).isEqualTo(404);
    }

    @Test
    void holds_as_many_of_each_list_as_were_asked_for_and_the_whole_count() {
        List<UUID> promises = new ArrayList<>();
        for (int day = 10; day > 5; day--) {
            promises.add(story.made("Promise " + day, Story.BEGIN.plus(Duration.ofDays(day))));
        }
        side.send(story);

        JsonNode document = document("?limit=2&since=2");

        assertThat(document.at("/commitmentCount").intValue()).isEqualTo(5);
        assertThat(document.at("/commitments")
                        .valueStream()
                        .map(each -> each.at("/commitment").stringValue()))
                .containsExactly(promises.get(4).toString(), promises.get(3).toString());
        assertThat(document.at("/changes/itemCount").intValue()).isEqualTo(5);
        assertThat(document.at("/changes/items").size()).isEqualTo(2);
        assertThat(as("text/markdown", "?limit=2")).contains("Shown: those due first, 2 of 5");
        assertThat(as("text/html", "?limit=2")).contains("Shown: those due first, 2 of 5");
    }

    @Test
    void counts_and_cuts_the_past_as_it_did_when_that_was_the_present() {
        List<UUID> promises = new ArrayList<>();
        for (int day = 10; day > 4; day--) {
            promises.add(story.made("Promise " + day, Story.BEGIN.plus(Duration.ofDays(day))));
        }
        story.delivered(promises.get(1));
        story.confirmed(promises.get(1));
        side.send(story);
        JsonNode then = document("?limit=2");
        long head = story.head();
        assertThat(then.at("/settledCount").intValue()).isEqualTo(1);

        side.kafka.send(story.delivered(promises.getLast()));
        side.kafka.send(story.confirmed(promises.getLast()));
        side.kafka.send(story.a(new CheckpointScheduled(checkpoint, Side.A, due(20), null, List.of())));

        assertThat(document("").at("/settledCount").intValue()).isEqualTo(2);
        assertThat(document("?limit=2&asOf=" + head)).isEqualTo(then);
    }

    @Test
    void is_one_page_without_a_script_that_needs_nothing_else() {
        tell();
        side.send(story);

        HttpResponse<String> answer = side.fresh(story, "/document?format=html&zone=Europe/Berlin");
        String page = answer.body();

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(page)
                .contains("<html lang=\"en\">", "dir=\"auto\"", RATIONALE, "<details>", "We release on Fridays")
                .contains("/ledgers/" + story.ledger + "/entries/12")
                .contains("Times are in <span>Europe/Berlin</span>")
                .doesNotContain("<script", "<link", " th:", " style=\"");
    }

    @Test
    void is_printed() throws IOException {
        tell();
        side.send(story);
        side.json(story, "");
        String path = "/api/ledgers/" + story.ledger + "/document";

        HttpResponse<byte[]> answer = side.bytes(story.annaSubject, path, "Accept", "application/pdf");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(text(answer.body()))
                .contains("After the outage", "Both teams are there on Wednesdays", "to look after it.")
                .contains("We release on Fridays", "1 / ");
    }

    private static String text(byte[] pdf) throws IOException {
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper text = new PDFTextStripper();
            text.setSortByPosition(true);
            return text.getText(document);
        }
    }

    @Test
    void shows_that_a_text_was_erased_and_no_304_hides_it() throws IOException {
        tell();
        side.send(story);
        HttpResponse<String> first = side.fresh(story, "/document");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(side.fresh(story, "/document", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        Entry decided = story.entries().get(12);

        side.kafka.send(story.erased(decided, "rationale"));

        HttpResponse<String> after = side.fresh(story, "/document", "If-None-Match", tag);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(json(after).at("/decisions/0/rationale/erased").booleanValue())
                .isTrue();
        assertThat(as("text/markdown", "")).contains("This text was erased").doesNotContain("Wednesdays");
        assertThat(as("text/html", "?asOf=13"))
                .contains("This text was erased.")
                .doesNotContain("Wednesdays");
        HttpResponse<byte[]> pdf =
                side.bytes(story.annaSubject, "/api/ledgers/" + story.ledger + "/document?format=pdf");
        assertThat(text(pdf.body())).contains("This text was erased.").doesNotContain("Wednesdays");
    }

    @Test
    void takes_every_text_literally() throws IOException {
        story.a(new CharterProposed(charter, amendment, Side.A, List.of(clause(clause, Section.GOALS, HOSTILE)), null));
        story.b(new CharterAgreed(charter, amendment, 1));
        story.a(decided(tuesdays, HOSTILE, HOSTILE, null));
        story.b(new DecisionAgreed(tuesdays));
        story.made("| # <b> [x](y) `z` \\");
        story.a(new LessonRecorded(lesson, Side.A, Text.of(HOSTILE), Text.of("- [ ] x\n\n\n# y"), List.of()));
        side.send(story);

        Seen seen = Seen.in(as("text/markdown", ""));
        assertThat(seen.broken).isEmpty();
        assertThat(seen.headings)
                .containsExactly(
                        "1 After the outage",
                        "2 Ground rules in force (version 1)",
                        "3 Goals",
                        "2 Decisions in force (1)",
                        "3 # Not a heading",
                        "2 Commitments (1)",
                        "2 Lessons (1)");
        assertThat(seen.rows).containsExactly(5, 5);
        assertThat(as("text/html", ""))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script", "<b> [x]", "<!-- -->");
        HttpResponse<byte[]> pdf =
                side.bytes(story.annaSubject, "/api/ledgers/" + story.ledger + "/document?format=pdf");
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(text(pdf.body())).contains("<script>alert(1)</script>", "Ελλάδα Київ", "שלום עולם");
    }

    /** What a reader of Markdown makes of it. */
    private static final class Seen extends AbstractVisitor {

        private final List<String> broken = new ArrayList<>();
        private final List<String> headings = new ArrayList<>();
        private final List<Integer> rows = new ArrayList<>();

        static Seen in(String markdown) {
            Seen seen = new Seen();
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .build()
                    .parse(markdown)
                    .accept(seen);
            return seen;
        }

        @Override
        public void visit(Heading heading) {
            Node first = heading.getFirstChild();
            String text = first instanceof org.commonmark.node.Text literal ? literal.getLiteral() : "?";
            headings.add(heading.getLevel() + " "
                    + text.lines().findFirst().orElse("").replaceAll(" <script.*", ""));
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            if (!link.getDestination().matches("/ledgers/[0-9a-f-]{36}/entries/\\d+")) {
                broken.add("link to " + link.getDestination());
            }
            visitChildren(link);
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableRow row) {
                int cells = 0;
                for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                    cells++;
                }
                rows.add(cells);
            }
            visitChildren(node);
        }

        @Override
        public void visit(HtmlBlock html) {
            broken.add("HTML");
        }

        @Override
        public void visit(HtmlInline html) {
            broken.add("HTML");
        }

        @Override
        public void visit(Image image) {
            broken.add("image");
        }

        @Override
        public void visit(FencedCodeBlock code) {
            broken.add("code");
        }

        @Override
        public void visit(IndentedCodeBlock code) {
            broken.add("code");
        }

        @Override
        public void visit(ThematicBreak line) {
            broken.add("rule");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asOf=yesterday",
                "since=never",
                "format=docx",
                "limit=0",
                "limit=1001",
                "zone=Mars",
                "language=fr",
                "x=1"
            })
    void is_not_asked_for_with_nonsense(String query) {
        side.send(story);

        HttpResponse<String> refused = side.fresh(story, "/document?" + query, "Accept", "text/html");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(refused).at("/errors/0/pointer").stringValue())
                .isEqualTo("#/query/" + query.replaceAll("=.*", ""));
    }

    @Test
    void is_refused_beyond_the_ledger_its_people_and_its_formats() {
        tell();
        side.send(story);

        HttpResponse<String> backwards = side.fresh(story, "/document?asOf=5&since=6");
        assertThat(backwards.statusCode()).isEqualTo(400);
        assertThat(json(backwards).at("/errors/0/pointer").stringValue()).isEqualTo("#/query/since");
        assertThat(json(backwards).at("/facts/head").intValue()).isEqualTo(5);
        assertThat(side.fresh(story, "/document?asOf=9999").statusCode()).isEqualTo(400);
        assertThat(side.fresh(story, "/document?since=2020-01-01T00:00:00Z").statusCode())
                .isEqualTo(400);
        HttpResponse<String> word = side.fresh(story, "/document", "Accept", "application/msword");
        assertThat(word.statusCode()).isEqualTo(406);
        assertThat(json(word).at("/code").stringValue()).isEqualTo("not-acceptable");
        assertThat(side.fresh(story, "/document", "Accept", "nonsense").statusCode())
                .isEqualTo(406);
        assertThat(as("text/html", "?format=html")).contains("<main>");
        for (String format : List.of("json", "markdown", "html", "pdf")) {
            assertThat(json(side.get("outsider", "/api/ledgers/" + story.ledger + "/document?format=" + format))
                            .at("/code")
                            .stringValue())
                    .isEqualTo("ledger-not-found");
        }
    }

    @Test
    void goes_by_what_the_client_prefers() {
        side.send(story);

        assertThat(contentType("text/html,application/xhtml+xml,*/*;q=0.8")).startsWith("text/html");
        assertThat(contentType("text/markdown;q=0.5, application/json;q=0.4")).startsWith("text/markdown");
        assertThat(contentType("*/*")).startsWith("application/json");
        assertThat(contentType("text/*")).startsWith("text/markdown");
        assertThat(contentType("application/json;q=0, */*")).startsWith("text/markdown");
    }

    private String contentType(String accept) {
        HttpResponse<String> answer = side.fresh(story, "/document", "Accept", accept);
        assertThat(answer.headers().allValues("Vary").toString()).containsIgnoringCase("accept");
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void has_its_place_in_the_api_document() {
        JsonNode answer = json(side.get("anyone", "/v3/api-docs"))
                .at("/paths/~1api~1ledgers~1{ledger}~1document/get/responses/200/content");

        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrder("application/json", "text/markdown", "text/html", "application/pdf");
        assertThat(answer.at("/application~1json/schema/$ref").stringValue()).endsWith("/LivingDocument");
    }
}
