package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.EvidenceFile;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.WireTypes;
import dev.kept.projections.ReadSide;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.views.entries.EveryEvent;
import dev.kept.projections.views.entries.HostileTexts;
import dev.kept.wording.ShownText;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.unbescape.html.HtmlEscape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a text looks like, it is read as it was written: an entry of every type for each hostile text, with that text in one of its
 * places. The entries stand in the tables as ingest writes them; that they follow from each other is not asserted here.
 */
class LetterForLetterTest {

    private static final int PAGE = 200;
    private static final String INSERT = """
        insert into entry (ledger_id, sequence, type, kind, role, member, subject, recorded_at, statement)
        values (?, ?, ?, ?, 'A', ?, ?, ?, ?)
        """;
    private static final Story STORY = Story.opened();
    private static final PagesSide SIDE = PagesSide.shared();
    private static final Map<Long, List<String>> WRITTEN = new HashMap<>();
    private static final int TYPES = WireTypes.names().size();
    private static int next;
    private static long head;
    private static Browser anna;

    @BeforeAll
    static void tell() {
        SIDE.send(STORY);
        SIDE.json(STORY, "");
        head = STORY.head();
        try (ReadTables tables = ReadTables.of(SIDE.database)) {
            for (int round = 0; round < HostileTexts.ALL.size(); round++) {
                next = round;
                EveryEvent.of(() -> HostileTexts.ALL.get(next++ % HostileTexts.ALL.size()))
                        .forEach(event -> insert(tables, event));
            }
            tables.sql()
                    .sql("update ledger set head = ? where ledger_id = ?")
                    .params(head, STORY.ledger)
                    .update();
        }
        anna = SIDE.browser();
        anna.signIn(STORY.annaSubject);
    }

    private static void insert(ReadTables tables, LedgerEvent event) {
        long sequence = ++head;
        Entry entry = new Entry(
                STORY.ledger,
                sequence,
                UUID.randomUUID(),
                Story.BEGIN.plus(Duration.ofMinutes(sequence)),
                new Actor.Member(STORY.anna, Side.A),
                event);
        Statements.Written written = Statements.write(entry);
        String type = WireTypes.nameOf(event);
        tables.sql()
                .sql(INSERT)
                .params(STORY.ledger, sequence, type, WireTypes.kindOf(type), STORY.anna)
                .param(event.subject())
                .params(OffsetDateTime.ofInstant(entry.recorded(), ZoneOffset.UTC), written.bytes())
                .update();
        for (Disclosure each : written.disclosures()) {
            tables.sql()
                    .sql(
                            "insert into text (ledger_id, sequence, field, digest, disclosure, value) values (?, ?, ?, ?, ?, ?)")
                    .params(STORY.ledger, sequence, each.field(), each.digest(), each.encoded(), each.value())
                    .update();
        }
        // The digest of a file is nothing that anybody wrote.
        WRITTEN.put(
                sequence,
                written.disclosures().stream()
                        .filter(each -> !EvidenceFile.isDigest(each.field()))
                        .map(Disclosure::value)
                        .toList());
    }

    private static String get(String path) {
        HttpResponse<String> answer = SIDE.get(STORY.annaSubject, "/api/ledgers/" + STORY.ledger + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void in_the_api() {
        SoftAssertions softly = new SoftAssertions();
        int seen = 0;
        String cursor = "";
        do {
            JsonNode page = ReadSide.json(SIDE.get(
                    STORY.annaSubject,
                    "/api/ledgers/" + STORY.ledger + "/entries?limit=" + PAGE
                            + (cursor.isEmpty() ? "" : "&cursor=" + ReadSide.encoded(cursor))));
            for (JsonNode entry : page.get("items")) {
                List<String> written = WRITTEN.get(entry.get("sequence").asLong());
                if (written != null) {
                    softly.assertThat(texts(entry)).as(entry.toString()).containsExactlyInAnyOrderElementsOf(written);
                    seen++;
                }
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        softly.assertAll();
        // That somebody saw entries is left out of the list.
        assertThat(seen).isEqualTo((TYPES - 1) * HostileTexts.ALL.size());
    }

    private static List<String> texts(JsonNode entry) {
        List<String> texts = new ArrayList<>();
        for (JsonNode field : entry.get("fields")) {
            switch (field.get("type").asString()) {
                case "text" -> texts.add(field.get("text").asString());
                case "link" -> {
                    texts.add(field.get("text").asString());
                    texts.add(field.get("link").asString());
                    texts.add(field.at("/file/name").asString());
                }
                default -> {}
            }
        }
        return texts;
    }

    @Test
    void on_the_timeline() {
        SoftAssertions softly = new SoftAssertions();
        int seen = 0;
        String path = "/ledgers/" + STORY.ledger + "/timeline?order=asc";
        while (path != null) {
            HttpResponse<String> answer = anna.open(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            for (String entry : answer.body().split("<div class=\"entry")) {
                Matcher id = Pattern.compile("^[^>]*id=\"e(\\d+)\"").matcher(entry);
                List<String> written = id.find() ? WRITTEN.get(Long.parseLong(id.group(1))) : null;
                if (written != null) {
                    written.forEach(text -> softly.assertThat(entry).satisfies(html -> shows(html, text)));
                    seen++;
                }
            }
            path = next(answer.body());
        }
        softly.assertAll();
        assertThat(seen).isEqualTo((TYPES - 1) * HostileTexts.ALL.size());
    }

    private static @Nullable String next(String page) {
        Matcher link = Pattern.compile("href=\"([^\"]*)\" rel=\"next\"").matcher(page);
        return link.find() ? HtmlEscape.unescapeHtml(link.group(1)) : null;
    }

    /**
     * The text is all that its element holds: nothing is added, cut or folded into one line; the direction follows from it, and marks of
     * direction turn nothing around it.
     */
    private static void shows(String html, String text) {
        String escaped = HtmlEscape.escapeHtml4Xml(ShownText.contained(text));
        assertThat(List.of(
                        "dir=\"auto\">" + escaped + "</span>",
                        "<bdi>" + escaped + "</bdi>",
                        "href=\"" + escaped + "\""))
                .as(text)
                .anyMatch(html::contains);
    }

    @Test
    void on_an_entrys_own_page() {
        // Each type once, with other texts than the first.
        for (long sequence = STORY.head() + 7L * TYPES + 1; sequence <= STORY.head() + 8L * TYPES; sequence++) {
            HttpResponse<String> page = anna.open("/ledgers/" + STORY.ledger + "/entries/" + sequence);
            assertThat(page.statusCode()).isEqualTo(200);
            for (String text : WRITTEN.getOrDefault(sequence, List.of())) {
                shows(page.body(), text);
            }
        }
    }

    @Test
    void in_the_exported_history() {
        String[] entries = get("/export?format=markdown").split("\n### ");
        SoftAssertions softly = new SoftAssertions();
        int seen = 0;
        for (String entry : entries) {
            Matcher number = Pattern.compile("^(\\d+) · ").matcher(entry);
            List<String> written = number.find() ? WRITTEN.get(Long.parseLong(number.group(1))) : null;
            if (written != null) {
                String read = read("### " + entry);
                written.forEach(text -> softly.assertThat(read).contains(ShownText.contained(text)));
                seen++;
            }
        }
        softly.assertAll();
        assertThat(seen).isEqualTo(TYPES * HostileTexts.ALL.size());
    }

    private static String read(String markdown) {
        StringBuilder read = new StringBuilder();
        Parser.builder().build().parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                read.append(text.getLiteral());
            }

            @Override
            public void visit(HardLineBreak hard) {
                read.append('\n');
            }
        });
        return read.toString();
    }

    @Test
    void in_an_export_for_programs() {
        int seen = 0;
        for (String line : get("/export?format=jsonl").split("\n")) {
            JsonNode entry = JsonMapper.shared().readTree(line);
            List<String> written = WRITTEN.get(entry.path("sequence").asLong(-1));
            if (written != null) {
                assertThat(entry.get("disclosures")
                                .valueStream()
                                .map(each -> Disclosure.parse(each.asString()))
                                .filter(each -> !EvidenceFile.isDigest(each.field()))
                                .map(Disclosure::value))
                        .containsExactlyInAnyOrderElementsOf(written);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(TYPES * HostileTexts.ALL.size());
    }
}
