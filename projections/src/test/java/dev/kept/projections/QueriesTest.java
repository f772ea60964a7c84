package dev.kept.projections;

import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.ClosureEvent.ClosingDeclined;
import dev.kept.events.ClosureEvent.ClosingProposed;
import dev.kept.events.ClosureEvent.LedgerClosed;
import dev.kept.events.ClosureEvent.LedgerReopened;
import dev.kept.events.ClosureEvent.ReopeningDeclined;
import dev.kept.events.ClosureEvent.ReopeningProposed;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent.ErasureDeclined;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.Ground;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.SeenEvent.Range;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class QueriesTest {

    private static ReadSide side;

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    private final Story story = Story.opened();

    @Nested
    class A_ledger {

        @Test
        void shows_its_parties_and_people() {
            story.mediated();
            side.send(story);

            JsonNode ledger = side.json(story, "");

            assertThat(ledger.at("/title").stringValue()).isEqualTo("After the outage");
            assertThat(ledger.at("/parties/A/name").stringValue()).isEqualTo("Platform team");
            assertThat(ledger.at("/parties/B/name").stringValue()).isEqualTo("Web shop team");
            assertThat(ledger.at("/parties/B/members/0/name").stringValue()).isEqualTo("Boris");
            assertThat(ledger.at("/mediators/0/state").stringValue()).isEqualTo("admitted");
            assertThat(ledger.at("/mediators/0/interests").stringValue()).isEqualTo("None whatsoever");
            assertThat(ledger.at("/invitations").size()).isZero();
            assertThat(ledger.at("/head").longValue()).isEqualTo(6);
            assertThat(ledger.at("/role").stringValue()).isEqualTo("A");
        }

        @Test
        void is_in_the_list_of_each_of_its_people_and_of_nobody_else() {
            side.send(story);
            side.json(story, "");

            assertThat(ledgersOf(story.annaSubject)).containsExactly(story.ledger.toString());
            assertThat(ledgersOf(story.borisSubject)).containsExactly(story.ledger.toString());
            assertThat(ledgersOf("outsider")).isEmpty();
        }

        @Test
        void is_listed_page_by_page() {
            Story first = Story.openedBy("busy");
            Story second = Story.openedBy("busy");
            Story third = Story.openedBy("busy");
            List.of(first, second, third).forEach(side::send);
            List.of(first, second, third).forEach(each -> side.json(each, ""));

            JsonNode page = json(side.get("busy", "/api/ledgers?limit=2"));
            JsonNode rest = json(side.get(
                    "busy", "/api/ledgers?limit=2&cursor=" + page.at("/next").stringValue()));

            assertThat(page.at("/items").size()).isEqualTo(2);
            assertThat(rest.at("/items").size()).isEqualTo(1);
            assertThat(rest.has("next")).isFalse();
            assertThat(List.of(
                            page.at("/items/0/ledger").stringValue(),
                            page.at("/items/1/ledger").stringValue(),
                            rest.at("/items/0/ledger").stringValue()))
                    .containsExactlyInAnyOrder(
                            first.ledger.toString(), second.ledger.toString(), third.ledger.toString());
        }

        @Test
        void that_has_not_changed_is_not_sent_again() {
            side.send(story);
            HttpResponse<String> first = side.fresh(story, "");

            assertThat(first.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(side.fresh(story, "", "If-None-Match", "\"2\"").statusCode())
                    .isEqualTo(304);
            assertThat(side.fresh(story, "", "If-None-Match", "\"1\"").statusCode())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Entries {

        @Test
        void come_in_order_with_their_texts_and_their_writers() {
            UUID commitment = story.made("Publish the timeline");
            side.send(story);

            JsonNode last = side.json(story, "/entries").at("/items/3");

            assertThat(last.at("/sequence").longValue()).isEqualTo(3);
            assertThat(last.at("/type").stringValue()).isEqualTo("dev.kept.commitment.made.v1");
            assertThat(last.at("/kind").stringValue()).isEqualTo("commitment");
            assertThat(last.at("/subject").stringValue()).isEqualTo(commitment.toString());
            assertThat(last.at("/by/name").stringValue()).isEqualTo("Anna");
            assertThat(last.at("/by/side").stringValue()).isEqualTo("A");
            assertThat(last.at("/data/terms/title").stringValue()).isEqualTo("Publish the timeline");
            assertThat(last.at("/data/terms/due/at").stringValue()).isEqualTo("2026-04-01T09:00:00.000Z");
            assertThat(last.has("statement")).isFalse();
        }

        @Test
        void are_filtered() {
            UUID commitment = story.made("Publish the timeline");
            story.made("Another one");
            story.delivered(commitment);
            story.confirmed(commitment);
            side.send(story);

            assertThat(sequences("?kind=party")).containsExactly(1L, 2L);
            assertThat(sequences("?side=B")).containsExactly(2L, 6L);
            assertThat(sequences("?member=" + story.boris)).containsExactly(2L, 6L);
            assertThat(sequences("?commitment=" + commitment)).containsExactly(3L, 5L, 6L);
            assertThat(sequences("?commitment=" + commitment + "&side=B")).containsExactly(6L);
            assertThat(sequences("?from=2026-03-02T12:00:00Z&to=2026-03-02T16:00:00%2B01:00"))
                    .containsExactly(3L, 4L, 5L);
            assertThat(sequences("?from=2026-03-03")).isEmpty();
            assertThat(sequences("?order=desc&kind=commitment")).containsExactly(6L, 5L, 4L, 3L);
            assertThat(sequences("?asOf=4&kind=commitment")).containsExactly(3L, 4L);
        }

        @Test
        void are_found_by_the_beginnings_of_their_words() {
            UUID commitment = story.made("Publish the Zeitleiste täglich");
            story.updated(commitment, "The e-mail's draft is at https://example.org/drafts");
            side.send(story);

            assertThat(search("publish")).containsExactly(3L);
            assertThat(search("PUBL zeitl")).containsExactly(3L);
            assertThat(search("zeitleiste details")).containsExactly(3L);
            assertThat(search("tägl")).containsExactly(3L);
            assertThat(search("e-mail")).containsExactly(4L);
            assertThat(search("example.org")).containsExactly(4L);
            assertThat(search("publish draft")).isEmpty();
            assertThat(search("ublish")).isEmpty();
        }

        /** A text, and what finds it; after a second arrow, what does not. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '→',
                quoteCharacter = '`',
                value = {
                    "Payment/Checkout → checkout; payment; PAYMENT/check; checkout payment → heckout; checkout refund",
                    "See https://ci.example.org/runs/4413 → 4413; example.org; ci; https://ci.example.org/runs/4413 →"
                            + " 4414",
                    "The freeze – part two → freeze & part; freeze – part; part, freeze; FREEZE → freezer",
                    "Paid 1.250,00 € on 2026-11-29 → 1.250; 2026-11-29; 29; €1.250 → 1250",
                    "Ask anna.lee@example.org (ops) → anna.lee@example.org; lee; ops; anna.lee → lea",
                    "Das Café in der Straße → cafe; CAFÉ; cafe\u0301; strasse; STRASSE → cafes",
                    "Re\u0301sume\u0301 of Łukasz → résumé; resume; lukasz; ŁUKASZ → resumes",
                    "Ｃｈｅｃｋｏｕｔ ４２ → checkout; 42; ４２ → 421",
                    "来週の月曜日までに公開します → 月曜日; 公開; 公; 来週 月曜 → 火曜日; 曜月",
                    "ﾃﾞｰﾀを消去 → データ; データを消去 → テータ",
                    "다음 주까지 배포합니다 → 배포; 주까지 → 배달",
                    "До вторника, ёлка → вторник; елка; ЁЛКА → среда",
                    "snake_case and kebab-case → case; kebab; snake_case → ebab",
                    "don't stop the e-mail → don't; e-mail; mail → donut"
                })
        void are_found_by_every_word_that_their_texts_hold(String text, String found, @Nullable String missing) {
            UUID commitment = story.made("Something else");
            story.updated(commitment, text);
            side.send(story);

            for (String query : found.split(";", -1)) {
                assertThat(search(query.strip())).as(query).containsExactly(4L);
            }
            for (String query : missing == null ? new String[0] : missing.split(";", -1)) {
                assertThat(search(query.strip())).as(query).isEmpty();
            }
        }

        @Test
        void say_what_of_a_search_could_not_be_searched_for() {
            story.made("The freeze – part two");
            side.send(story);

            JsonNode some = side.json(story, "/entries?q=" + ReadSide.encoded("freeze & part"));
            JsonNode nothing = side.json(story, "/entries?q=" + ReadSide.encoded("– ?"));

            assertThat(some.at("/items").size()).isEqualTo(1);
            assertThat(some.at("/notSearched").toString()).isEqualTo("[\"&\"]");
            assertThat(nothing.at("/items").size()).isZero();
            assertThat(nothing.at("/notSearched").toString()).isEqualTo("[\"–\",\"?\"]");
            assertThat(side.json(story, "/entries?q=freeze").has("notSearched")).isFalse();
        }

        @Test
        void are_searched_for_all_words_however_many() {
            story.made("one two three four five six seven eight nine ten eleven");
            side.send(story);

            String words = "one two three four five six seven eight nine ten ";
            assertThat(search(words + "eleven")).containsExactly(3L);
            assertThat(search(words + "twelve")).isEmpty();
        }

        @Test
        void of_a_long_ledger_are_found_near_and_far_in_either_order_and_page_by_page() {
            List<Long> expected = new ArrayList<>();
            for (int i = 0; i < 620; i++) {
                if (i % 100 == 0) {
                    expected.add(story.head() + 1);
                }
                story.made(i % 100 == 0 ? "Publish number " + i : "Write it down");
            }
            side.send(story);
            ReadSide.until(() -> side.fresh(story, "").statusCode() == 200);

            assertThat(search("publish")).containsExactlyElementsOf(expected);
            assertThat(sequences("?q=publish&order=desc")).containsExactlyElementsOf(expected.reversed());
            assertThat(search("publish 600")).containsExactly(expected.getLast());
            for (String order : List.of("asc", "desc")) {
                List<Long> found = new ArrayList<>();
                String next = "";
                do {
                    JsonNode page = side.json(story, "/entries?q=publish&limit=3&order=" + order + next);
                    page.at("/items")
                            .forEach(entry -> found.add(entry.at("/sequence").longValue()));
                    next = page.has("next")
                            ? "&cursor=" + ReadSide.encoded(page.at("/next").stringValue())
                            : "";
                } while (!next.isEmpty());
                assertThat(found).containsExactlyElementsOf(order.equals("asc") ? expected : expected.reversed());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"'", "a' | b", "a & !b", "\\", "x\\'y", ":*", "!!!", "<->", "(", "''''", "publish:*"})
        void are_searched_for_any_text_without_an_error(String search) {
            side.send(story);

            assertThat(side.fresh(story, "/entries?q=" + ReadSide.encoded(search))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void are_not_found_by_a_text_that_was_erased() {
            story.made("Publish the timeline");
            side.send(story);
            assertThat(search("timeline")).containsExactly(3L);

            side.kafka.eraseAll(story.last());
            ReadSide.until(() -> search("timeline").isEmpty());

            JsonNode entry = side.json(story, "/entries/3");
            assertThat(entry.at("/data/terms/title/erased").booleanValue()).isTrue();
            assertThat(entry.at("/disclosures").size()).isZero();
        }

        @Test
        void are_paged_and_a_page_stays_the_same_when_others_are_appended() {
            for (int i = 0; i < 7; i++) {
                story.made("Promise " + i);
            }
            side.send(story);

            for (String order : List.of("asc", "desc")) {
                JsonNode first = side.json(story, "/entries?limit=4&order=" + order);
                String second = "/entries?limit=4&order=" + order + "&cursor="
                        + first.at("/next").stringValue();
                JsonNode before = side.json(story, second);
                Entry more = story.delivered(UUID.fromString(
                        story.entries().get(3).event().subject() == null
                                ? ""
                                : String.valueOf(story.entries().get(3).event().subject())));
                side.kafka.send(more);
                JsonNode after = side.json(story, second);

                assertThat(first.at("/items").size()).isEqualTo(4);
                assertThat(after.at("/items")).isEqualTo(before.at("/items"));
            }
        }

        @Test
        void can_be_proved_from_the_answer_alone() {
            Statements.Written written = Statements.write(story.entries().getFirst());
            side.kafka.send(story.entries().getFirst(), written);
            story.entries().subList(1, 3).forEach(side.kafka::send);

            JsonNode entry = side.json(story, "/entries/0");

            byte[] statement = Base64.getDecoder().decode(entry.at("/statement").stringValue());
            assertThat(statement).isEqualTo(written.bytes());
            List<Disclosure> disclosures = StreamSupport.stream(
                            entry.at("/disclosures").spliterator(), false)
                    .map(each -> Disclosure.parse(each.stringValue()))
                    .toList();
            assertThat(Statements.read(statement, disclosures))
                    .isEqualTo(story.entries().getFirst());
        }

        @Test
        void that_do_not_exist_are_not_found() {
            side.send(story);

            assertThat(side.fresh(story, "/entries/99").statusCode()).isEqualTo(404);
            assertThat(side.fresh(story, "/entries/-1").statusCode()).isEqualTo(404);
            assertThat(side.fresh(story, "/entries/first").statusCode()).isEqualTo(404);
        }

        @Test
        void are_not_asked_for_with_nonsense() {
            side.send(story);

            HttpResponse<String> answer = side.fresh(
                    story,
                    "/entries?kind=cat&side=C&member=1&from=yesterday&order=up&cursor=x&limit=201&asOf=never&foo=1");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).at("/errors").values())
                    .extracting(error -> error.at("/pointer").stringValue())
                    .containsExactlyInAnyOrder(
                            "#/query/kind",
                            "#/query/side",
                            "#/query/member",
                            "#/query/from",
                            "#/query/order",
                            "#/query/limit",
                            "#/query/asOf",
                            "#/query/foo");
            assertThat(side.fresh(story, "/entries?cursor=x").statusCode()).isEqualTo(400);
        }

        private List<Long> search(String words) {
            return sequences("?q=" + ReadSide.encoded(words));
        }

        private List<Long> sequences(String query) {
            return StreamSupport.stream(
                            side.json(story, "/entries" + query).at("/items").spliterator(), false)
                    .map(entry -> entry.at("/sequence").longValue())
                    .toList();
        }
    }

    @Nested
    class Rights {

        private final List<String> paths = List.of("", "/entries", "/entries/0", "/stream");

        @Test
        void of_outsiders_are_the_same_as_if_there_were_no_ledger() {
            side.send(story);
            side.json(story, "");

            for (String path : paths) {
                HttpResponse<String> theirs = side.get("outsider", "/api/ledgers/" + story.ledger + path);
                HttpResponse<String> none = side.get("outsider", "/api/ledgers/" + UUID.randomUUID() + path);
                assertThat(theirs.statusCode()).as(path).isEqualTo(404);
                assertThat(json(theirs).at("/code")).isEqualTo(json(none).at("/code"));
                assertThat(json(theirs).at("/detail")).isEqualTo(json(none).at("/detail"));
            }
        }

        @Test
        void need_a_valid_token() {
            for (String path : paths) {
                assertThat(side.get("expired", "/api/ledgers/" + story.ledger + path)
                                .statusCode())
                        .isEqualTo(401);
            }
        }

        @Test
        void of_a_mediator_last_from_admission_by_both_sides_to_the_end() {
            UUID mediation = story.mediated();
            List<Entry> entries = story.entries();
            side.kafka.sendAll(entries.subList(0, 6));
            side.get(story.annaSubject, "/api/ledgers/" + story.ledger, "Kept-At-Least", "5");
            assertThat(mediatorsStatus()).isEqualTo(404);

            side.kafka.send(entries.get(6));
            side.json(story, "");
            assertThat(mediatorsStatus()).isEqualTo(200);

            side.kafka.send(story.stoodDown(mediation));
            side.json(story, "");
            assertThat(mediatorsStatus()).isEqualTo(404);
        }

        @Test
        void of_a_member_end_with_the_removal_and_come_back_with_a_new_invitation() {
            String subject = "carla-" + story.ledger;
            UUID carla = ReadSide.member(subject);
            UUID invitation = UUID.randomUUID();
            join(carla, invitation);
            side.send(story);
            side.json(story, "");
            assertThat(status(subject)).isEqualTo(200);

            side.kafka.send(story.removed(carla, Side.A));
            side.json(story, "");
            assertThat(status(subject)).isEqualTo(404);
            assertThat(ledgersOf(subject)).isEmpty();

            join(carla, UUID.randomUUID());
            story.entries()
                    .subList((int) story.head() - 1, (int) story.head() + 1)
                    .forEach(side.kafka::send);
            side.json(story, "");
            assertThat(status(subject)).isEqualTo(200);
            assertThat(side.json(story, "").at("/parties/A/members").size()).isEqualTo(3);
        }

        private void join(UUID member, UUID invitation) {
            story.a(new MemberInvited(
                    invitation, Side.A, "digest", Story.BEGIN.plus(Duration.ofDays(3)), Text.of("Come along")));
            story.append(
                    new dev.kept.events.Actor.Member(member, Side.A),
                    new MemberJoined(invitation, Side.A, member, Text.of("Carla")));
        }

        private int mediatorsStatus() {
            return status(story.miraSubject);
        }

        private int status(String subject) {
            return side.get(subject, "/api/ledgers/" + story.ledger + "/entries")
                    .statusCode();
        }
    }

    @Nested
    class What_cannot_be_read {

        private final Story healthy = Story.openedBy(story.annaSubject);

        @Test
        void of_an_item_is_a_problem_of_its_ledger_alone() {
            UUID commitment = story.made("Publish the timeline");
            healthy.made("Another one");
            side.send(story);
            side.send(healthy);
            side.json(story, "");
            side.json(healthy, "");
            damage("update item set view = '[]', brief = '[]' where ledger_id = ?");

            for (String path : List.of(
                    "/commitments/" + commitment,
                    "/commitments",
                    "/dashboard",
                    "/commitments/" + commitment + "?asOf=" + story.head(),
                    "/document")) {
                assertHalted(path);
            }
            assertThat(side.json(story, "/entries").at("/items").size()).isEqualTo(4);
            assertThat(side.json(healthy, "/commitments").at("/items").size()).isEqualTo(1);
            assertThat(side.get(story.annaSubject, "/api/overview").statusCode())
                    .isEqualTo(200);
        }

        @Test
        void of_a_ledger_is_left_out_of_lists_and_takes_no_other_away() {
            Story third = Story.openedBy(story.annaSubject);
            List.of(story, healthy, third).forEach(side::send);
            List.of(story, healthy, third).forEach(each -> side.json(each, ""));
            damage("update ledger set view = '[]' where ledger_id = ?");

            assertHalted("");
            assertHalted("/entries");
            assertThat(ledgersOf(story.annaSubject))
                    .containsExactlyInAnyOrder(healthy.ledger.toString(), third.ledger.toString());
            JsonNode first = json(side.get(story.annaSubject, "/api/ledgers?limit=1"));
            JsonNode second = json(side.get(
                    story.annaSubject,
                    "/api/ledgers?limit=1&cursor=" + first.at("/next").stringValue()));
            assertThat(List.of(
                            first.at("/items/0/ledger").stringValue(),
                            second.at("/items/0/ledger").stringValue()))
                    .containsExactlyInAnyOrder(healthy.ledger.toString(), third.ledger.toString());
            assertThat(second.has("next")).isFalse();
        }

        private void assertHalted(String path) {
            HttpResponse<String> answer = side.fresh(story, path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(json(answer).at("/code").stringValue()).isEqualTo("ledger-halted");
        }
    }

    /** Writes to the tables behind the service's back. */
    private void damage(String update) {
        org.springframework.jdbc.core.simple.JdbcClient.create(
                        side.bean("projectionsIngestDataSource", javax.sql.DataSource.class))
                .sql(update)
                .param(story.ledger)
                .update();
    }

    @Nested
    class What_is_remembered {

        @Test
        void is_read_again_once_its_row_was_written_whoever_wrote_it() {
            story.made("Publish the timeline");
            side.send(story);
            assertThat(side.json(story, "/commitments").at("/items/0/title").stringValue())
                    .isEqualTo("Publish the timeline");
            assertThat(side.json(story, "").at("/opened").stringValue()).doesNotStartWith("2001");

            damage("update item set brief = regexp_replace(brief, '\"A\"', '\"B\"')"
                    + " where ledger_id = ? and kind = 'commitment'");
            damage("update ledger set view = regexp_replace(view, ',\\d{13},', ',981158400000,')"
                    + " where ledger_id = ?");

            assertThat(side.json(story, "/commitments").at("/items/0/promisor").stringValue())
                    .isEqualTo("B");
            assertThat(side.json(story, "").at("/opened").stringValue()).isEqualTo("2001-02-03T00:00:00.000Z");
        }
    }

    @Nested
    class Kept_At_Least {

        @Test
        void waits_for_an_entry_that_is_on_its_way() {
            CompletableFuture<HttpResponse<String>> asked =
                    CompletableFuture.supplyAsync(() -> side.fresh(story, "/entries"));

            side.send(story);

            assertThat(json(asked.join()).at("/items").size()).isEqualTo(3);
        }

        /** The wait of a healthy ledger has another code and takes five seconds. */
        @Test
        void says_at_once_that_a_ledger_is_halted() {
            story.made("Publish the timeline");
            story.made("Another one");
            List<Entry> entries = story.entries();
            side.kafka.sendAll(entries.subList(0, 3));
            side.kafka.send(entries.get(4));

            HttpResponse<String> whileItComes = side.fresh(story, "/entries");
            HttpResponse<String> later = side.fresh(story, "/commitments");
            HttpResponse<String> whatIsThere =
                    side.get(story.annaSubject, "/api/ledgers/" + story.ledger, "Kept-At-Least", "2");

            for (HttpResponse<String> answer : List.of(whileItComes, later)) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("60");
                assertThat(json(answer).at("/code").stringValue()).isEqualTo("ledger-halted");
                assertThat(json(answer).at("/facts/head").longValue()).isEqualTo(2);
                assertThat(json(answer).at("/facts/expected").longValue()).isEqualTo(3);
                assertThat(json(answer).at("/facts/atLeast").longValue()).isEqualTo(4);
            }
            assertThat(json(whatIsThere).at("/held").longValue()).isEqualTo(3);
            assertThat(side.bean(MeterRegistry.class)
                            .get("kept.projections.halted")
                            .gauge()
                            .value())
                    .isPositive();
        }

        @Test
        void names_the_ledgers_of_an_answer_from_several() {
            side.send(story);
            side.json(story, "");
            story.made("Publish the timeline");
            CompletableFuture<HttpResponse<String>> asked =
                    CompletableFuture.supplyAsync(() -> overview(story.ledger + "=" + story.head()));

            side.kafka.send(story.entries().getLast());

            assertThat(json(asked.join()).at("/dueByMe/0/title").stringValue()).isEqualTo("Publish the timeline");
        }

        @Test
        void of_several_waits_for_no_halted_one() {
            story.made("Publish the timeline");
            story.made("Another one");
            side.kafka.sendAll(story.entries().subList(0, 3));
            side.kafka.send(story.entries().get(4));
            side.fresh(story, "");

            assertThat(overview(story.ledger + "=" + story.head()).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"7", "x=7", "=7", "%s", "%s=", "%s=-1", "%s=7;%s=7", "%s=7,%s=8", "%s=99999999999999999999"})
        void of_several_must_name_each_ledger_once(String value) {
            HttpResponse<String> answer = overview(value.replace("%s", story.ledger.toString()));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).at("/errors/0/pointer").stringValue()).isEqualTo("#/header/Kept-At-Least");
        }

        private HttpResponse<String> overview(String atLeast) {
            return side.get(story.annaSubject, "/api/overview", "Kept-At-Least", atLeast);
        }

        /** Together, for each of them takes the five seconds. */
        @Test
        void gives_up_after_five_seconds_and_tells_an_outsider_not_even_whether_there_is_such_a_ledger()
                throws Exception {
            side.send(story);
            side.json(story, "");

            try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<HttpResponse<String>> member = readers.submit(() -> ask(story.annaSubject, story.ledger, 3));
                Future<HttpResponse<String>> outsider = readers.submit(() -> ask("outsider", story.ledger, 0));
                Future<HttpResponse<String>> elsewhere = readers.submit(() -> ask("outsider", UUID.randomUUID(), 0));

                for (Future<HttpResponse<String>> answer : List.of(member, outsider, elsewhere)) {
                    assertThat(answer.get().statusCode()).isEqualTo(503);
                    assertThat(answer.get().headers().firstValue("Retry-After")).contains("1");
                }
            }
        }

        private static HttpResponse<String> ask(String subject, UUID ledger, long atLeast) {
            return ReadSide.shared().get(subject, "/api/ledgers/" + ledger, "Kept-At-Least", Long.toString(atLeast));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "-1", "99999999999999999999"})
        void must_be_a_sequence(String value) {
            side.send(story);

            HttpResponse<String> answer =
                    side.get(story.annaSubject, "/api/ledgers/" + story.ledger, "Kept-At-Least", value);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).at("/errors/0/pointer").stringValue()).isEqualTo("#/header/Kept-At-Least");
        }
    }

    @Nested
    class The_past {

        @Test
        void is_what_the_present_was_at_each_entry() {
            UUID commitment = story.made("Publish the timeline");
            UUID mediation = story.mediated();
            story.updated(commitment, "Half way");
            story.delivered(commitment);
            story.confirmed(commitment);
            story.stoodDown(mediation);
            story.made("Another one");
            UUID concern = UUID.randomUUID();
            story.b(new ConcernRaised(
                    concern,
                    Side.B,
                    Text.of("Late again"),
                    Text.of("Plan together"),
                    Text.of("Twice"),
                    Text.of("We waited"),
                    List.of(),
                    Text.of("Let us talk"),
                    null,
                    List.of()));
            story.a(new ConcernAcknowledged(concern, Text.of("I see")));
            UUID erasure = UUID.randomUUID();
            Place place = new Place(3, List.of("terms/details"));
            story.a(new ErasureProposed(erasure, Side.A, commitment, place, null));
            story.a(new ClosingProposed(Side.A, Text.of("Done")));
            story.b(new ClosingDeclined(Side.B, null));
            story.b(new TextErased(erasure, commitment, place, Ground.AGREED, null));
            Ledgers ledgers = side.bean(Ledgers.class);
            List<State> history = new ArrayList<>();
            for (Entry entry : story.entries()) {
                side.kafka.send(entry);
                side.get(
                        story.annaSubject,
                        "/api/ledgers/" + story.ledger,
                        "Kept-At-Least",
                        Long.toString(entry.sequence()));
                history.add(State.of(ledgers.open(story.ledger, story.anna, null)));
            }

            for (Entry entry : story.entries()) {
                LedgerReading bySequence = ledgers.open(story.ledger, story.anna, new AsOf.Sequence(entry.sequence()));
                LedgerReading byInstant = ledgers.open(
                        story.ledger, story.anna, new AsOf.At(entry.recorded().plus(Duration.ofMinutes(59))));

                assertThat(State.of(bySequence)).isEqualTo(history.get((int) entry.sequence()));
                assertThat(State.of(byInstant)).isEqualTo(history.get((int) entry.sequence()));
            }
        }

        @Test
        void is_answered_over_http() {
            story.mediated();
            side.send(story);

            assertThat(side.json(story, "?asOf=1").at("/parties/B").isMissingNode())
                    .isTrue();
            assertThat(side.json(story, "?asOf=1")
                            .at("/invitations/0/partyName")
                            .stringValue())
                    .isEqualTo("Shop team");
            assertThat(side.json(story, "?asOf=2026-03-02T11:30:00Z")
                            .at("/head")
                            .longValue())
                    .isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"3", "2026-03-02T08:59:59Z"})
        void must_have_been(String asOf) {
            side.send(story);

            HttpResponse<String> answer = side.fresh(story, "?asOf=" + asOf);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).at("/errors/0/code").stringValue()).isEqualTo("out-of-range");
        }

        private record State(Object view, long head, Object recorded, List<List<?>> items) {
            static State of(LedgerReading reading) {
                return new State(
                        reading.view(),
                        reading.head(),
                        reading.recorded(),
                        Kinds.FOLDS.stream()
                                .<List<?>>map(fold -> items(reading, fold))
                                .toList());
            }

            private static <V, B> List<Object> items(LedgerReading reading, ItemFold<V, B> fold) {
                List<Object> items = new ArrayList<>();
                for (Item<B> item : reading.items(fold, ItemFilter.ALL)) {
                    items.add(item);
                    items.add(reading.item(fold, item.id()).map(Item::view));
                }
                return items;
            }
        }

        @Test
        void is_filtered_by_what_it_was() {
            UUID first = story.made("First");
            UUID second = story.made("Second");
            story.delivered(first);
            long then = story.head();
            story.confirmed(first);
            story.delivered(second);
            side.send(story);

            JsonNode delivered = side.json(story, "/commitments?state=delivered&asOf=" + then);
            JsonNode open = side.json(story, "/commitments?state=open&asOf=" + then);

            assertThat(delivered.at("/items")).hasSize(1);
            assertThat(delivered.at("/items/0/commitment").stringValue()).isEqualTo(first.toString());
            assertThat(open.at("/items")).hasSize(1);
            assertThat(open.at("/items/0/commitment").stringValue()).isEqualTo(second.toString());
        }
    }

    @Nested
    class What_was_erased {

        private final UUID commitment = story.made("Publish the timeline");
        private final Entry made = story.last();

        @Test
        void is_shown_as_erased_and_no_304_hides_it() {
            side.send(story);
            String path = "/commitments/" + commitment;
            String before = side.fresh(story, path).headers().firstValue("ETag").orElseThrow();
            side.kafka.send(story.erased(made, "terms/title"));

            HttpResponse<String> answer = side.fresh(story, path, "If-None-Match", before);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("{\"erased\":true}").doesNotContain("\"Publish the timeline\"");
            assertThat(answer.headers().firstValue("ETag")).contains("\"4\"");
            assertThat(side.fresh(story, path, "If-None-Match", "\"4\"").statusCode())
                    .isEqualTo(304);
        }

        @Test
        void is_gone_from_lists_single_entries_and_the_search() {
            side.send(story);
            assertThat(side.json(story, "/entries?q=publish").at("/items").size())
                    .isEqualTo(1);
            side.kafka.send(story.erased(made, "terms/title", "terms/details"));

            assertThat(side.json(story, "/entries?q=publish").at("/items").size())
                    .isZero();
            for (String path : List.of("/entries/3", "/entries", "/commitments", "/commitments/" + commitment, "")) {
                for (String tag : List.of("\"3\"", "\"0\"")) {
                    HttpResponse<String> answer = side.fresh(story, path, "If-None-Match", tag);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).doesNotContain("timeline");
                }
            }
            assertThat(side.json(story, "/entries/3").at("/disclosures").size()).isZero();
        }

        @Test
        void is_gone_from_the_past_too() {
            side.send(story);
            String path = "/commitments/" + commitment + "?asOf=3";
            HttpResponse<String> before = side.fresh(story, path);
            assertThat(before.body()).contains("Publish the timeline");
            side.kafka.send(story.erased(made, "terms/title"));

            HttpResponse<String> after = side.fresh(
                    story,
                    path,
                    "If-None-Match",
                    before.headers().firstValue("ETag").orElseThrow());

            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(after.body()).doesNotContain("\"Publish the timeline\"");
        }

        @Test
        void takes_a_name_out_of_every_answer() {
            side.send(story);
            String path = "/commitments/" + commitment;
            String before = side.fresh(story, path).headers().firstValue("ETag").orElseThrow();
            assertThat(side.fresh(story, path).body()).contains("Anna");
            side.kafka.send(story.erased(story.entries().getFirst(), "memberName"));

            HttpResponse<String> answer = side.fresh(story, path, "If-None-Match", before);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("Anna");
        }

        @Test
        void is_listed_with_its_ground_and_with_what_waits_for_an_answer() {
            UUID agreed = UUID.randomUUID();
            UUID declined = UUID.randomUUID();
            Place place = new Place(3, List.of("terms/details"));
            story.erased(made, "terms/title");
            story.b(new ErasureProposed(agreed, Side.B, commitment, place, Text.of("Too much")));
            story.a(new TextErased(agreed, commitment, place, Ground.AGREED, null));
            story.b(new ErasureProposed(declined, Side.B, null, new Place(0, List.of("title")), null));
            side.send(story);

            JsonNode items = side.json(story, "/erasures").at("/items");

            assertThat(items.size()).isEqualTo(3);
            assertThat(items.at("/0/ground").stringValue()).isEqualTo("AUTHOR");
            assertThat(items.at("/0/fields/0").stringValue()).isEqualTo("terms/title");
            assertThat(items.at("/1/state").stringValue()).isEqualTo("erased");
            assertThat(items.at("/1/reason").stringValue()).isEqualTo("Too much");
            assertThat(items.at("/1/proposed/by/name").stringValue()).isEqualTo("Boris");
            assertThat(items.at("/1/answered/entry").longValue()).isEqualTo(6);
            assertThat(items.at("/2/state").stringValue()).isEqualTo("proposed");
            assertThat(items.at("/2/turn").stringValue()).isEqualTo("A");

            side.kafka.send(story.a(new ErasureDeclined(declined, Side.A, null, Text.of("It stays"))));
            JsonNode page = side.json(story, "/erasures?limit=2");
            JsonNode rest = side.json(
                    story, "/erasures?limit=2&cursor=" + page.at("/next").stringValue());
            assertThat(rest.at("/items/0/state").stringValue()).isEqualTo("declined");
            assertThat(rest.at("/items/0/answerReason").stringValue()).isEqualTo("It stays");
            assertThat(rest.at("/items/0").has("turn")).isFalse();
            assertThat(side.json(story, "/erasures?asOf=7").at("/items/2/state").stringValue())
                    .isEqualTo("proposed");
        }
    }

    @Nested
    class A_ledger_that_is_closed {

        @Test
        void says_so_and_on_whose_answer_it_waits_now_and_in_the_past() {
            story.a(new ClosingProposed(Side.A, Text.of("All is said")));
            story.b(new LedgerClosed());
            story.b(new ReopeningProposed(Side.B, null));
            story.a(new ReopeningDeclined(Side.A, null));
            story.a(new ReopeningProposed(Side.A, null));
            story.b(new LedgerReopened());
            story.a(new ClosingProposed(Side.A, null));
            story.b(new ClosingDeclined(Side.B, null));
            side.send(story);

            assertThat(closure(2).at("/state").stringValue()).isEqualTo("open");
            assertThat(closure(3).at("/state").stringValue()).isEqualTo("closing-proposed");
            assertThat(closure(3).at("/turn").stringValue()).isEqualTo("B");
            assertThat(closure(3).at("/reason").stringValue()).isEqualTo("All is said");
            assertThat(closure(4).at("/state").stringValue()).isEqualTo("closed");
            assertThat(closure(4).at("/closed/entry").longValue()).isEqualTo(4);
            assertThat(closure(5).at("/state").stringValue()).isEqualTo("reopening-proposed");
            assertThat(closure(5).at("/proposed/by/name").stringValue()).isEqualTo("Boris");
            assertThat(closure(6).at("/state").stringValue()).isEqualTo("closed");
            assertThat(closure(6).at("/closed/entry").longValue()).isEqualTo(4);
            assertThat(closure(8).at("/state").stringValue()).isEqualTo("open");
            assertThat(closure(9).at("/state").stringValue()).isEqualTo("closing-proposed");
            assertThat(side.json(story, "").at("/closure/state").stringValue()).isEqualTo("open");
        }

        @Test
        void is_marked_in_the_list() {
            story.a(new ClosingProposed(Side.A, null));
            story.b(new LedgerClosed());
            side.send(story);
            side.json(story, "");

            assertThat(json(side.get(story.annaSubject, "/api/ledgers"))
                            .at("/items/0/closure/state")
                            .stringValue())
                    .isEqualTo("closed");
        }

        private JsonNode closure(long asOf) {
            return side.json(story, "?asOf=" + asOf).at("/closure");
        }
    }

    @Nested
    class What_was_seen {

        @Test
        void stands_with_the_entry_by_whom_and_when() {
            story.made("Publish the timeline");
            story.b(new EntriesSeen(story.boris, List.of(new Range(1, 1), new Range(3, 3))));
            story.a(new EntriesSeen(story.anna, List.of(new Range(0, 4))));
            side.send(story);

            JsonNode seen = side.json(story, "/entries/3").at("/seen");

            assertThat(seen.size()).isEqualTo(2);
            assertThat(seen.at("/0/by/name").stringValue()).isEqualTo("Boris");
            assertThat(seen.at("/0/entry").longValue()).isEqualTo(4);
            assertThat(seen.at("/0/recorded").stringValue()).isEqualTo("2026-03-02T13:00:00.000Z");
            assertThat(seen.at("/1/by/side").stringValue()).isEqualTo("A");
            assertThat(side.json(story, "/entries/2").at("/seen").size()).isEqualTo(1);
        }

        @Test
        void is_listed_as_ranges_page_by_page_now_and_in_the_past() {
            story.b(new EntriesSeen(story.boris, List.of(new Range(0, 1))));
            story.a(new EntriesSeen(story.anna, List.of(new Range(0, 2))));
            story.b(new EntriesSeen(story.boris, List.of(new Range(2, 2))));
            side.send(story);

            assertThat(side.json(story, "/seen").at("/items").size()).isEqualTo(3);
            assertThat(side.json(story, "/seen?from=2&to=2").at("/items").size())
                    .isEqualTo(2);
            assertThat(side.json(story, "/seen?asOf=3").at("/items").size()).isEqualTo(1);
            JsonNode page = side.json(story, "/seen?limit=2");
            JsonNode rest =
                    side.json(story, "/seen?limit=2&cursor=" + page.at("/next").stringValue());
            assertThat(page.at("/items").size()).isEqualTo(2);
            assertThat(rest.at("/items").size()).isEqualTo(1);
            assertThat(rest.at("/items/0/from").longValue()).isEqualTo(2);
            assertThat(rest.at("/items/0/seen/by/name").stringValue()).isEqualTo("Boris");
            assertThat(rest.has("next")).isFalse();
        }

        @Test
        void is_told_of_each_side_up_to_the_newest_entry_that_it_has_seen() {
            story.made("Publish the timeline");
            side.send(story);
            assertThat(side.json(story, "/seen/sides").at("/sides").toString())
                    .isEqualTo("[{\"side\":\"A\"},{\"side\":\"B\"}]");

            side.kafka.send(story.b(new EntriesSeen(story.boris, List.of(new Range(0, 1), new Range(3, 3)))));
            side.kafka.send(story.b(new EntriesSeen(story.boris, List.of(new Range(2, 2)))));

            JsonNode sides = side.json(story, "/seen/sides").at("/sides");
            assertThat(sides.at("/0").has("upTo")).isFalse();
            assertThat(sides.at("/1/upTo").longValue()).isEqualTo(3);
            assertThat(sides.at("/1/seen/by/name").stringValue()).isEqualTo("Boris");
            assertThat(sides.at("/1/seen/entry").longValue()).isEqualTo(4);
        }

        @Test
        void does_not_flood_the_timeline() {
            story.a(new EntriesSeen(story.anna, List.of(new Range(0, 2))));
            story.made("Publish the timeline");
            side.send(story);

            assertThat(side.json(story, "/entries").at("/items"))
                    .extracting(item -> item.at("/sequence").longValue())
                    .containsExactly(0L, 1L, 2L, 4L);
            assertThat(side.json(story, "/entries?kind=entries")
                            .at("/items/0/type")
                            .stringValue())
                    .isEqualTo("dev.kept.entries.seen.v1");
        }
    }

    @Test
    void every_query_has_its_place_in_the_document() {
        JsonNode document = json(side.get("anyone", "/v3/api-docs"));

        List<String> operations = new ArrayList<>();
        document.at("/paths")
                .forEach(path -> operations.add(path.at("/get/operationId").asString()));
        assertThat(operations)
                .contains("listLedgers", "getLedger", "listEntries", "searchEntries", "getEntry", "streamLedger")
                .contains("listErasures", "listSeen", "getSeenBySides");
    }

    @Test
    void readiness_is_reported() {
        assertThat(side.get("anyone", "/actuator/health/readiness").statusCode())
                .isEqualTo(200);
    }

    private static List<String> ledgersOf(String subject) {
        return StreamSupport.stream(
                        json(side.get(subject, "/api/ledgers")).at("/items").spliterator(), false)
                .map(ledger -> ledger.at("/ledger").stringValue())
                .toList();
    }
}
