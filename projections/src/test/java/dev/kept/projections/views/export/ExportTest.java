package dev.kept.projections.views.export;

import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.projections.English;
import dev.kept.projections.ReadSide;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Sheet;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.views.entries.HostileTexts;
import dev.kept.projections.views.markdown.MarkdownText;
import dev.kept.wording.ShownText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTest {

    private static final int MANY = 40;
    private static final int UPDATES = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ReadSide side;

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    private final Story story = Story.opened();

    @Nested
    class A_long_ledger_as_lines_of_json {

        private List<JsonNode> exported() {
            for (int i = 0; i < MANY; i++) {
                UUID commitment = story.made("Promise " + i);
                for (int j = 0; j < UPDATES; j++) {
                    story.updated(commitment, "Update " + j + " of " + i);
                }
            }
            side.send(story);
            return lines(text("?format=jsonl"));
        }

        @Test
        void holds_every_entry_so_that_a_program_can_check_its_texts_with_nothing_but_the_event_contract() {
            List<JsonNode> lines = exported();

            assertThat(lines).hasSize(3 + MANY * (UPDATES + 1));
            for (int i = 0; i < lines.size(); i++) {
                Entry sent = story.entries().get(i);
                assertThat(lines.get(i).get("sequence").longValue()).isEqualTo(i);
                assertThat(lines.get(i).get("id").stringValue())
                        .isEqualTo(sent.id().toString());
                assertThat(Statements.read(statement(lines.get(i)), disclosures(lines.get(i))))
                        .isEqualTo(sent);
            }
        }
    }

    @Nested
    class A_line_of_json {

        @Test
        void gives_the_very_bytes_whose_digests_are_those_of_its_disclosures() throws Exception {
            story.made("Publish the timeline");
            side.send(story);
            JsonNode line = lines(text("")).get(3);

            byte[] stored = side.json(story, "/entries/3").get("statement").binaryValue();
            assertThat(statement(line)).isEqualTo(stored);
            JsonNode sealed = JSON.readTree(statement(line)).at("/data/sealed");
            assertThat(sealed.size()).isEqualTo(line.get("disclosures").size()).isEqualTo(2);
            for (JsonNode disclosure : line.get("disclosures")) {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(disclosure.stringValue().getBytes(StandardCharsets.US_ASCII));
                assertThat(sealed.get(Disclosure.parse(disclosure.stringValue()).field())
                                .stringValue())
                        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
            }
        }

        @Test
        void with_another_entrys_text_is_found_out() {
            story.made("Publish the timeline");
            story.made("Say who is on call");
            side.send(story);
            List<JsonNode> lines = lines(text(""));

            assertThatThrownBy(() -> Statements.read(statement(lines.get(3)), disclosures(lines.get(4))))
                    .isInstanceOf(UnreadableStatement.class);
        }
    }

    @Nested
    class The_last_line_of_json {

        @Test
        void says_of_which_ledger_up_to_where_and_how_many_entries_there_are() {
            story.made("First");
            side.send(story);

            assertThat(text("").lines().toList().getLast())
                    .isEqualTo("{\"ledger\":\"" + story.ledger + "\",\"head\":3,\"entries\":4}");
        }
    }

    @Nested
    class An_erased_text {

        @ParameterizedTest
        @ValueSource(
                strings = {"?format=jsonl", "?format=markdown", "?format=csv&kind=wins", "?format=csv&kind=entries"})
        void is_in_no_export(String query) {
            story.a(new WinCelebrated(
                    UUID.randomUUID(), Side.A, Text.of("A name that must go"), Text.of("What may stay"), List.of()));
            story.erased(story.last(), "title");
            side.send(story);

            String text = text(query);

            assertThat(text).doesNotContain("A name that must go");
            if (query.contains("jsonl")) {
                assertThat(disclosures(lines(text).get(3)))
                        .extracting(Disclosure::field)
                        .containsExactly("text");
            } else {
                assertThat(text).contains(query.contains("csv") ? Sheet.ERASED : "*erased*", "What may stay");
            }
        }
    }

    @Nested
    class A_table {

        @Test
        void has_a_row_for_each_item() {
            UUID first = story.made("First");
            UUID second = story.made("Second");
            story.delivered(second);
            side.send(story);

            List<Map<String, String>> rows = rows(text("?format=csv&kind=commitments"));

            assertThat(rows).extracting(row -> row.get("id")).containsExactly(first.toString(), second.toString());
            assertThat(rows.getFirst())
                    .containsEntry("state", "open")
                    .containsEntry("side", "A")
                    .containsEntry("due", "2026-04-01T09:00:00.000Z")
                    .containsEntry("title", "First")
                    .containsEntry("details", "Details of First")
                    .containsEntry("zone", "Europe/Berlin")
                    .containsEntry("begun_by", "Anna")
                    .containsEntry("begun_at", "2026-03-02T12:00:00.000Z");
            assertThat(rows.getLast())
                    .containsEntry("state", "delivered")
                    .containsEntry("deliveries", "Here it is")
                    .containsEntry("evidence_links", "https://example.org/report");
        }

        @ParameterizedTest
        @ValueSource(strings = {"=1+1", "ok;=1+1", "\t=1+1", "line\n@SUM(A1)", "＝1+1", "'=1+1", "'tis"})
        void turns_no_text_into_a_formula_and_gives_every_text_back(String text) {
            story.a(new CommitmentMade(UUID.randomUUID(), Side.A, Story.terms(text, Story.BEGIN)));
            side.send(story);

            String csv = text("?format=csv&kind=commitments");

            assertThat(csv).contains(Formulas.guarded(text).replace("\"", "\"\""));
            assertThat(rows(csv).getFirst()).containsEntry("title", text);
        }

        @Test
        void holds_every_text_letter_for_letter() {
            for (String text : HostileTexts.ALL) {
                story.a(new WinCelebrated(
                        UUID.randomUUID(), Side.A, Text.of(text), Text.of("and\n" + text), List.of()));
            }
            side.send(story);

            List<Map<String, String>> wins = rows(text("?format=csv&kind=wins"));
            List<Map<String, String>> entries = rows(text("?format=csv&kind=entries"));

            for (int i = 0; i < HostileTexts.ALL.size(); i++) {
                // As it can stand beside other cells: a mark that would turn them is given by its number.
                String shown = ShownText.contained(HostileTexts.ALL.get(i));
                assertThat(wins.get(i)).containsEntry("title", shown).containsEntry("text", "and\n" + shown);
                assertThat(entries.get(i + 3)).containsEntry("texts", "title: " + shown + "\ntext: and\n" + shown);
            }
        }

        @Test
        void begins_with_the_mark_by_which_spreadsheets_know_utf_8() {
            story.a(new WinCelebrated(UUID.randomUUID(), Side.A, Text.of("Łukasz is back"), null, List.of()));
            side.send(story);
            side.json(story, "");

            byte[] file =
                    side.bytes(story.annaSubject, path("?format=csv&kind=wins")).body();

            assertThat(file).startsWith(0xEF, 0xBB, 0xBF);
            assertThat(new String(file, StandardCharsets.UTF_8)).contains("Łukasz is back");
        }

        @Test
        void stands_at_the_head_that_it_is_named_after_whatever_is_recorded_meanwhile() throws IOException {
            UUID changed = story.made("First");
            story.made("Second");
            long head = story.head();
            story.delivered(changed);
            story.made("Third");
            side.send(story);
            side.json(story, "");
            LedgerReading reading = side.bean(Ledgers.class).open(story.ledger, story.anna, new AsOf.Sequence(head));
            StringWriter csv = new StringWriter();

            side.bean(Sheets.class).write(reading, new Table("commitments", Kinds.COMMITMENT), csv);

            assertThat(rows(csv.toString()))
                    .extracting(row -> row.get("title") + " " + row.get("state") + " " + row.get("last_entry"))
                    .containsExactly("First open 3", "Second open 4");
        }

        @Test
        void keeps_quotes_commas_and_lines() {
            String title = "Say \"no\", then\r\nexplain\nwhy";
            story.a(new WinCelebrated(UUID.randomUUID(), Side.A, Text.of(title), null, List.of()));
            side.send(story);

            HttpResponse<String> answer = side.fresh(story, "/export?format=csv&kind=wins");

            assertThat(rows(answer.body()).getFirst()).containsEntry("title", title);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        }

        @Test
        void of_the_entries_says_who_recorded_what_when() {
            story.made("First");
            side.send(story);

            assertThat(rows(text("?format=csv&kind=entries")).getLast())
                    .containsEntry("sequence", "3")
                    .containsEntry("recorded_at", "2026-03-02T12:00:00.000Z")
                    .containsEntry("type", "dev.kept.commitment.made.v1")
                    .containsEntry("side", "A")
                    .containsEntry("name", "Anna")
                    .containsEntry("texts", "terms/title: First\nterms/details: Details of First");
        }

        @ParameterizedTest
        @MethodSource("kinds")
        void finds_each_of_its_columns_in_the_view(ItemKind<?, ?, ?> kind) {
            assertThat(kind.sheet().paths())
                    .allSatisfy(path -> ViewPaths.follow(kind.fold().view(), path));
        }

        static Stream<ItemKind<?, ?, ?>> kinds() {
            return Kinds.ALL.stream();
        }
    }

    @Nested
    class All_tables {

        @Test
        void come_in_one_archive() throws IOException {
            story.made("First");
            story.a(new ConcernRaised(
                    UUID.randomUUID(),
                    Side.A,
                    Text.of("Silence"),
                    Text.of("Calm releases"),
                    Text.of("No word for a week"),
                    Text.of("We waited"),
                    List.of(),
                    Text.of("Tell us"),
                    null,
                    List.of()));
            side.send(story);
            side.json(story, "");

            HttpResponse<byte[]> answer = side.bytes(story.annaSubject, path("?format=csv"));

            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
            Map<String, List<Map<String, String>>> files = new LinkedHashMap<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
                for (ZipEntry file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                    files.put(file.getName(), rows(new String(zip.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
            assertThat(files.keySet())
                    .containsExactlyElementsOf(
                            Table.ALL.stream().map(Table::fileName).toList());
            List<Map<String, String>> none = List.of();
            assertThat(files.getOrDefault("entries.csv", none)).hasSize(5);
            assertThat(files.getOrDefault("commitments.csv", none)).hasSize(1);
            assertThat(files.getOrDefault("concerns.csv", none).getFirst())
                    .containsEntry("behaviour", "No word for a week");
            assertThat(files.get("wins.csv")).isEmpty();
        }
    }

    @Nested
    class The_history_as_markdown {

        @Test
        void goes_through_the_entries_day_by_day() {
            for (int i = 0; i < 20; i++) {
                story.made("Promise " + i);
            }
            side.send(story);

            String text = text("?format=markdown");

            assertThat(text)
                    .startsWith("# After the outage\n\n- Side A: Platform team\n- Side B: Web shop team\n")
                    .containsSubsequence(
                            "\n## Monday, 2 March 2026\n\n### 0 · 09:00 · opened the ledger\n\nAnna, side A\n",
                            "### 3 · 12:00 · promised",
                            "- **Title:** Promise 0",
                            "\n## Tuesday, 3 March 2026\n\n### 15 · 00:00 ·",
                            "### 22 ·",
                            "entry 22 is the last.");
            assertThat(text.split("\n## ", -1)).hasSize(3);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '~',
                value = {
                    "# A heading;\\# A heading",
                    "- a list;\\- a list",
                    "12. a list;12\\. a list",
                    "> a quotation;\\> a quotation",
                    "---;\\---",
                    "<b>bold</b> & more;\\<b\\>bold\\</b\\> \\& more",
                    "[a link](https://example.org);\\[a link\\](https:\\//example.org)",
                    "*loud* _and_ `code` | cell;\\*loud\\* \\_and\\_ \\`code\\` \\| cell"
                })
        void takes_no_text_for_markup(String text, String escaped) {
            assertThat(MarkdownText.line(text)).isEqualTo(escaped);
        }

        @Test
        void is_written_in_the_language_that_is_asked_for() {
            UUID promise = story.made("Promise");
            story.delivered(promise);
            story.confirmed(promise);
            story.erased(story.entries().get(3), "terms/title");
            side.send(story);

            HttpResponse<String> german =
                    side.fresh(story, "/export?format=markdown", "Accept-Language", "de-DE,en;q=0.5");

            English.isNotIn(german.body());
            assertThat(german.body())
                    .startsWith("# After the outage\n\n- Seite A: Platform team\n- Seite B: Web shop team\n")
                    .contains(
                            "- Einträge 0 bis 6, der letzte eingetragen Mo., 2. März 2026, 15:00; alle Zeiten sind UTC")
                    .contains("\n## Mo., 2. März 2026\n\n### 0 · 09:00 · hat das Protokoll eröffnet\n\nAnna, Seite A\n")
                    .contains("- **Titel:** *gelöscht*", "Ende des Verlaufs: Eintrag 6 ist der letzte.");
            assertThat(german.headers().firstValue("Content-Language")).contains("de-DE");
            String tag = german.headers().firstValue("ETag").orElseThrow();
            assertThat(tag).isEqualTo("\"6-de-DE-Z-by-language\"");
            assertThat(side.fresh(story, "/export?format=markdown", "Accept-Language", "de-DE", "If-None-Match", tag)
                            .statusCode())
                    .isEqualTo(304);
            assertThat(side.fresh(story, "/export?format=markdown", "If-None-Match", tag)
                            .body())
                    .contains("- Side A: Platform team");
        }

        @Test
        void alone_is_in_a_language() {
            story.made("Promise");
            side.send(story);

            for (String query : List.of("?format=csv&kind=commitments", "?format=jsonl")) {
                HttpResponse<String> german = side.fresh(story, "/export" + query, "Accept-Language", "de");
                assertThat(german.body()).isEqualTo(text(query));
                assertThat(german.headers().firstValue("Content-Language")).isEmpty();
            }
        }

        @Test
        void keeps_lines_as_a_quotation() {
            story.updated(story.made("First"), "One line\n# no heading\n\nanother");
            side.send(story);

            assertThat(text("?format=markdown"))
                    .contains("- **Said:**\n\n  > One line  \n  > \\# no heading  \n  > \\\n  > another\n");
        }
    }

    @Nested
    class A_file {

        @ParameterizedTest
        @CsvSource({
            "?format=jsonl,application/jsonl,.jsonl,2",
            "?format=markdown,text/markdown;charset=UTF-8,.md,2-en-GB-Z-by-language",
            "?format=csv&kind=check-ins,text/csv;charset=UTF-8,-check-ins.csv,2",
            "?format=csv,application/zip,.zip,2"
        })
        void is_called_after_the_ledgers_id_and_nobodys_name(String query, String type, String ending, String tag) {
            side.send(story);

            HttpResponse<String> answer = side.fresh(story, "/export" + query);

            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"ledger-" + story.ledger + "-2" + ending + "\"");
            assertThat(answer.headers().firstValue("Content-Type")).contains(type);
            assertThat(answer.headers().firstValue("ETag")).contains("\"" + tag + "\"");
        }

        @Test
        void is_not_sent_again_while_nothing_has_changed() {
            side.send(story);

            assertThat(side.fresh(story, "/export", "If-None-Match", "\"2\"").statusCode())
                    .isEqualTo(304);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "?format=xml",
                    "?format=csv&kind=secrets",
                    "?kind=wins",
                    "?format=csv&limit=3",
                    "?format=markdown&language=fr"
                })
        void that_does_not_exist_is_refused(String query) {
            side.send(story);

            HttpResponse<String> answer = side.fresh(story, "/export" + query);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).at("/code").stringValue()).isEqualTo("invalid-fields");
        }

        @Test
        void goes_to_whoever_may_read_the_ledger_and_to_nobody_else() {
            UUID mediation = story.mediated();
            side.send(story);
            side.json(story, "");

            assertThat(side.get(story.borisSubject, path("")).body()).isEqualTo(text(""));
            assertThat(side.get(story.miraSubject, path("")).body()).isEqualTo(text(""));
            assertThat(side.get("outsider", path("")).statusCode()).isEqualTo(404);

            side.kafka.send(story.stoodDown(mediation));
            side.json(story, "");
            assertThat(side.get(story.miraSubject, path("")).statusCode()).isEqualTo(404);
        }
    }

    @Nested
    class Several_at_once {

        @Test
        void are_bounded_for_each_person() throws Exception {
            side.send(story);
            side.json(story, "");
            ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
            try (people;
                    ReadTables tables = ReadTables.of(side.database);
                    Connection lock = tables.dataSource().getConnection()) {
                lock.setAutoCommit(false);
                // None gets anywhere before this lock is released.
                lock.createStatement().execute("lock table entry in access exclusive mode");
                CompletionService<HttpResponse<String>> exports = new ExecutorCompletionService<>(people);
                for (int i = 0; i < 3; i++) {
                    exports.submit(() -> side.get(story.annaSubject, path("")));
                }
                HttpResponse<String> refused = exports.take().get();
                lock.rollback();

                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(json(refused).at("/code").stringValue()).isEqualTo("too-many-requests");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(exports.take().get().statusCode()).isEqualTo(200);
                assertThat(exports.take().get().statusCode()).isEqualTo(200);
            }
        }
    }

    @Nested
    class A_failure {

        private void damaged(long sequence) {
            try (ReadTables tables = ReadTables.of(side.database)) {
                tables.sql()
                        .sql("update entry set statement = '\\x7b7d' where ledger_id = ? and sequence = ?")
                        .params(story.ledger, sequence)
                        .update();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"?format=jsonl", "?format=markdown", "?format=csv&kind=entries", "?format=csv"})
        void on_the_way_cuts_the_connection(String query) {
            // Compressed, too, more than a response holds back before its first byte is sent.
            for (int i = 0; i < 1_200; i++) {
                story.made("Promise " + i + " " + UUID.randomUUID());
            }
            side.send(story);
            side.json(story, "");
            damaged(1_150);

            assertThatThrownBy(() -> side.bytes(story.annaSubject, path(query))).hasCauseInstanceOf(IOException.class);
        }

        @Test
        void before_the_first_byte_is_a_problem_like_any_other() {
            side.send(story);
            side.json(story, "");
            damaged(1);

            HttpResponse<String> answer = side.get(story.annaSubject, path(""));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(json(answer).at("/code").stringValue()).isEqualTo("internal-error");
            assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        }

        @Test
        void to_find_an_entry_is_one() {
            story.made("First");
            story.made("Second");
            side.send(story);
            side.json(story, "");
            try (ReadTables tables = ReadTables.of(side.database)) {
                tables.sql()
                        .sql("delete from entry where ledger_id = ? and sequence = 3")
                        .param(story.ledger)
                        .update();
            }

            assertThat(side.get(story.annaSubject, path("")).statusCode()).isEqualTo(500);
        }
    }

    private String path(String query) {
        return "/api/ledgers/" + story.ledger + "/export" + query;
    }

    private String text(String query) {
        HttpResponse<String> answer = side.fresh(story, "/export" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static List<JsonNode> lines(String text) {
        assertThat(text).endsWith("\n");
        List<JsonNode> lines =
                text.lines().map(line -> (JsonNode) JSON.readTree(line)).toList();
        List<JsonNode> entries = lines.subList(0, lines.size() - 1);
        assertThat(lines.getLast().get("entries").longValue()).isEqualTo(entries.size());
        assertThat(lines.getLast().get("head").longValue()).isEqualTo(entries.size() - 1);
        return entries;
    }

    private static byte[] statement(JsonNode line) {
        return Base64.getDecoder().decode(line.get("statement").stringValue());
    }

    private static List<Disclosure> disclosures(JsonNode line) {
        return line.get("disclosures")
                .valueStream()
                .map(each -> Disclosure.parse(each.stringValue()))
                .toList();
    }

    /** The rows of a table by the names of its columns, with the texts as they were before formulas were made harmless. */
    private static List<Map<String, String>> rows(String csv) {
        assertThat(csv).startsWith("\uFEFF").endsWith("\r\n");
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(csv.substring(1))) {
            return records.stream()
                    .map(row -> {
                        Map<String, String> cells = new LinkedHashMap<>();
                        row.getFieldsAsMap().forEach((name, cell) -> cells.put(name, Formulas.original(cell)));
                        return cells;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
