package dev.kept.projections.store.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.projections.KafkaLog;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.store.fold.ItemFold;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FeedTest {

    private static final List<Integer> ALL =
            IntStream.range(0, KafkaLog.PARTITIONS).boxed().toList();

    private final KafkaLog kafka = KafkaLog.fresh();
    private final ReadTables tables = ReadTables.fresh();
    private final List<Observer.Committed> commits = new ArrayList<>();
    private Feed feed = feed();

    @BeforeEach
    void assign() throws SQLException {
        feed.assign(ALL);
    }

    @AfterEach
    void close() {
        feed.close();
        tables.close();
        kafka.close();
    }

    @Test
    void entries_texts_and_views_are_there_after_one_batch() throws SQLException {
        Story story = Story.opened();
        UUID commitment = story.made("Publish the timeline");
        story.delivered(commitment);
        story.entries().forEach(kafka::send);

        drain();

        assertThat(tables.head(story.ledger)).isEqualTo(4);
        assertThat(tables.count("entry")).isEqualTo(5);
        assertThat(tables.sql()
                        .sql("select value from text where sequence = 4 order by field")
                        .query(String.class)
                        .list())
                .containsExactly("The report", "https://example.org/report", "Here it is");
        assertThat(tables.sql()
                        .sql("select last_sequence from item where item_id = ?")
                        .param(commitment)
                        .query(Long.class)
                        .list())
                .containsExactly(4L);
        assertThat(tables.sql()
                        .sql("select role from membership order by role")
                        .query(String.class)
                        .list())
                .containsExactly("A", "B");
        assertThat(commits.getLast().heads()).containsEntry(story.ledger, 4L);
    }

    @Test
    void the_stored_statement_has_the_bytes_that_were_sent() throws SQLException {
        Story story = Story.opened();
        byte[] sent = kafka.send(story.entries().getFirst()).bytes();

        drain();

        assertThat(tables.sql()
                        .sql("select statement from entry")
                        .query(byte[].class)
                        .single())
                .isEqualTo(sent);
    }

    @Test
    void a_trace_that_a_record_names_stands_beside_its_entry_and_nothing_else_that_stands_in_its_place()
            throws SQLException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Story story = Story.opened();
        List<String> headers = List.of(trace, "a text", trace.replace('f', 'x'));
        for (int i = 0; i < headers.size(); i++) {
            Entry entry = story.entries().get(i);
            kafka.state(story.ledger, Statements.write(entry).bytes(), headers.get(i));
        }

        drain();

        assertThat(tables.sql()
                        .sql("select sequence || ' ' || coalesce(trace, 'none') from entry order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("0 " + trace, "1 none", "2 none");
        assertThat(commits.stream().flatMap(committed -> committed.traced().stream()))
                .containsExactly(new Observer.Traced(story.ledger, 0, trace));
    }

    @Test
    void no_text_stands_outside_the_table_of_texts() throws SQLException {
        Story story = Story.opened();
        story.delivered(story.made("Publish the timeline"));
        story.entries().forEach(kafka::send);

        drain();

        for (String table : ReadTables.NAMES) {
            if (!table.equals("text")) {
                assertThat(tables.rows(table).toString())
                        .as(table)
                        .doesNotContain("timeline", "Anna", "outage", "report");
            }
        }
    }

    @Test
    void the_ends_of_transactions_count_as_applied_and_what_was_aborted_never_comes() throws SQLException {
        Story story = Story.opened();
        story.made("Publish the timeline");
        Story never = Story.opened();
        kafka.sendInTransaction(story.entries(), true);
        kafka.sendInTransaction(never.entries(), false);

        feed.lookAtEnds();
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!feed.isCaughtUp() && System.nanoTime() < patience) {
            feed.step(Duration.ofMillis(100));
        }

        assertThat(feed.isCaughtUp()).isTrue();
        assertThat(feed.lag().values()).allMatch(offsets -> offsets == 0);
        assertThat(tables.isAt(kafka)).isTrue();
        assertThat(tables.head(story.ledger)).isEqualTo(story.last().sequence());
        assertThat(tables.head(never.ledger)).isEqualTo(-1);
        feed.close();
        feed = feed();
        feed.assign(ALL);
        assertThat(feed.lag().values()).allMatch(offsets -> offsets == 0);
    }

    @Test
    void what_a_relay_has_not_committed_is_not_shown_and_holds_nothing_up() throws SQLException {
        Story open = Story.opened();
        try (KafkaProducer<byte[], byte[]> relay = kafka.begin(open.entries())) {
            for (int i = 0; i < 5; i++) {
                feed.step(Duration.ofMillis(50));
            }
            assertThat(tables.head(open.ledger)).isEqualTo(-1);
            assertThat(feed.lag().values()).anyMatch(offsets -> offsets > 0);

            relay.commitTransaction();
        }
        drain();

        assertThat(tables.head(open.ledger)).isEqualTo(open.last().sequence());
        assertThat(tables.sql()
                        .sql("select value from text")
                        .query(String.class)
                        .list())
                .isNotEmpty();
    }

    @Test
    void records_that_come_twice_change_nothing() throws SQLException {
        Story story = Story.opened();
        UUID commitment = story.made("Publish the timeline");
        story.delivered(commitment);
        story.confirmed(commitment);
        Map<Entry, Statements.Written> sent = new LinkedHashMap<>();
        story.entries().forEach(entry -> sent.put(entry, kafka.send(entry)));
        drain();
        Map<String, Object> before = content();

        sent.forEach(kafka::send);
        drain();

        assertThat(content()).isEqualTo(before);
    }

    @Test
    void a_marker_among_the_disclosures_belongs_to_no_entry_and_is_passed_over() throws SQLException {
        Story story = Story.opened();
        kafka.raw(kafka.source().topics().disclosures(), story.ledger, Disclosure.MARKER_KEY, null);
        story.entries().forEach(kafka::send);
        kafka.raw(kafka.source().topics().disclosures(), story.ledger, Disclosure.MARKER_KEY, null);
        drain();

        assertThat(tables.head(story.ledger)).isEqualTo(2);
        assertThat(tables.count("halted") + tables.count("parked")).isZero();
    }

    @Test
    void another_statement_in_the_place_of_a_recorded_one_is_kept_aside() throws SQLException {
        Story story = Story.opened();
        story.entries().forEach(kafka::send);
        drain();

        Statements.Written forged = Statements.write(story.last());
        kafka.state(story.ledger, forged.bytes());
        drain();

        assertThat(tables.sql()
                        .sql("select reason from parked")
                        .query(String.class)
                        .list())
                .containsExactly(Reasons.DIFFERS);
        assertThat(tables.sql()
                        .sql("select count(*) from entry where statement = ?")
                        .param(forged.bytes())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(tables.count("halted")).isZero();
    }

    @Test
    void interleaved_ledgers_each_keep_their_order() throws SQLException {
        List<Story> stories =
                IntStream.range(0, 20).mapToObj(i -> Story.opened()).toList();
        stories.forEach(story -> story.delivered(story.made("Publish the timeline")));
        List<Entry> interleaved = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (Story story : stories) {
                interleaved.add(story.entries().get(i));
            }
        }
        kafka.sendAll(interleaved);

        drain();

        assertThat(tables.count("entry")).isEqualTo(100);
        assertThat(tables.sql()
                        .sql("select distinct head from ledger")
                        .query(Long.class)
                        .list())
                .containsExactly(4L);
    }

    @Test
    void a_text_is_never_late_even_when_a_crowd_of_others_is_before_it() throws SQLException {
        feed.close();
        feed = new Feed(kafka.source(), "small", 10, tables.dataSource(), Kinds.FOLDS, true, this::check);
        feed.assign(ALL);
        List<Story> stories =
                IntStream.range(0, 40).mapToObj(i -> Story.opened()).toList();
        kafka.sendAll(
                stories.stream().flatMap(story -> story.entries().stream()).toList());

        drain();

        assertThat(tables.count("entry")).isEqualTo(120);
    }

    /** Every entry of these stories has texts: one without any came before them. */
    private void check(Observer.Committed committed) {
        assertThat(tables.sql().sql("""
            select count(*) from entry e
             where not exists (select from text t where t.ledger_id = e.ledger_id and t.sequence = e.sequence)
            """).query(Long.class).single()).isZero();
    }

    @Nested
    class when_a_text_is_erased {

        private final Story story = Story.opened();

        @Test
        void a_tombstone_removes_all_texts_of_the_entry_and_nothing_else() throws SQLException {
            story.entries().forEach(kafka::send);
            drain();
            List<@Nullable String> entries = tables.rows("entry");

            kafka.eraseAll(story.entries().get(1));
            drain();

            assertThat(tables.sql()
                            .sql("select distinct sequence from text order by 1")
                            .query(Long.class)
                            .list())
                    .containsExactly(0L, 2L);
            assertThat(tables.rows("entry")).isEqualTo(entries);
        }

        @Test
        void a_record_with_fewer_disclosures_removes_the_others() throws SQLException {
            Entry opening = story.entries().getFirst();
            Statements.Written written = kafka.send(opening);
            drain();

            kafka.disclose(opening, written.disclosures().subList(0, 1));
            drain();

            assertThat(tables.sql()
                            .sql("select field from text")
                            .query(String.class)
                            .list())
                    .containsExactly(written.disclosures().getFirst().field());
        }

        @Test
        void the_entry_that_says_so_is_enough_without_any_tombstone() throws SQLException {
            story.delivered(story.made("Publish the timeline"));
            story.entries().forEach(kafka::send);
            drain();

            kafka.send(story.erased(story.last(), "text", "evidence/0/label"));
            drain();

            assertThat(tables.sql()
                            .sql("select field from text where sequence = 4")
                            .query(String.class)
                            .list())
                    .containsExactly("evidence/0/link");
            assertThat(everything()).doesNotContain("Here it is").contains("Anna");
        }

        @Test
        void no_record_brings_it_back_whenever_it_comes() throws SQLException {
            story.made("Publish the timeline");
            Entry made = story.last();
            Map<Entry, Statements.Written> sent = new LinkedHashMap<>();
            story.entries().forEach(entry -> sent.put(entry, kafka.send(entry)));
            kafka.send(story.erased(made, "terms/title"));
            drain();

            kafka.disclose(made, sent.getOrDefault(made, Statements.write(made)).disclosures());
            drain();

            assertThat(tables.sql()
                            .sql("select value from text where sequence = 3")
                            .query(String.class)
                            .list())
                    .containsExactly("Details of Publish the timeline");
        }

        @Test
        void a_text_that_comes_after_its_erasure_stays_away() throws SQLException {
            story.made("Publish the timeline");
            Entry made = story.last();
            Statements.Written written = Statements.write(made);
            story.entries().subList(0, 3).forEach(kafka::send);
            kafka.state(story.ledger, written.bytes());
            kafka.send(story.erased(made, "terms/title", "terms/details"));
            drain();

            kafka.disclose(made, written.disclosures());
            drain();

            assertThat(everything()).doesNotContain("timeline");
        }

        /** What all tables hold; texts one a line. */
        private String everything() {
            StringBuilder all = new StringBuilder();
            ReadTables.NAMES.forEach(table -> all.append(tables.rows(table)));
            tables.sql()
                    .sql("select value from text")
                    .query(String.class)
                    .list()
                    .forEach(value -> all.append(value).append('\n'));
            return all.toString();
        }

        @Test
        void an_erasure_within_one_batch_leaves_no_trace() throws SQLException {
            Entry opening = story.entries().getFirst();
            kafka.send(opening);
            kafka.eraseAll(opening);

            drain();

            assertThat(tables.count("text")).isZero();
            assertThat(tables.count("entry")).isEqualTo(1);
        }
    }

    @Nested
    class when_an_entry_is_missing {

        private final Story story = Story.opened();
        private final UUID commitment = story.made("Publish the timeline");

        @Test
        void the_ledger_is_held_and_others_go_on() throws SQLException {
            Story other = Story.opened();
            send(story, 0, 1, 3);
            other.entries().forEach(kafka::send);

            drain();

            assertThat(tables.head(story.ledger)).isEqualTo(1);
            assertThat(tables.head(other.ledger)).isEqualTo(2);
            assertThat(tables.sql()
                            .sql("select expected from halted where ledger_id = ?")
                            .param(story.ledger)
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
        }

        @Test
        void the_ledger_goes_on_when_the_entry_comes() throws SQLException {
            story.delivered(commitment);
            send(story, 0, 1, 3, 4);
            drain();

            send(story, 2);
            drain();

            assertThat(tables.head(story.ledger)).isEqualTo(4);
            assertThat(tables.count("halted")).isZero();
            assertThat(tables.count("parked")).isZero();
        }

        @Test
        void another_gap_holds_it_again() throws SQLException {
            story.delivered(commitment);
            story.confirmed(commitment);
            send(story, 0, 2, 3, 5);
            drain();
            send(story, 1);
            drain();

            assertThat(tables.head(story.ledger)).isEqualTo(3);
            assertThat(tables.sql()
                            .sql("select expected from halted")
                            .query(Long.class)
                            .single())
                    .isEqualTo(4);

            send(story, 4);
            drain();

            assertThat(tables.head(story.ledger)).isEqualTo(5);
            assertThat(tables.count("halted") + tables.count("parked")).isZero();
        }

        @Test
        void the_result_is_the_same_as_without_the_gap() throws SQLException {
            story.delivered(commitment);
            List<Statements.Written> written =
                    story.entries().stream().map(Statements::write).toList();
            for (int sequence : new int[] {3, 0, 4, 2, 1}) {
                kafka.send(story.entries().get(sequence), written.get(sequence));
                drain();
            }
            List<@Nullable String> items = tables.rows("item");
            List<@Nullable String> ledgers = tables.rows("ledger");

            tables.sql()
                    .sql("truncate entry, text, item, ledger, membership, kafka_position")
                    .update();
            story.entries().forEach(entry -> kafka.send(entry, written.get((int) entry.sequence())));
            tables.sql().sql("truncate parked, halted").update();
            restart();
            drain();

            assertThat(tables.rows("item")).isEqualTo(items);
            assertThat(tables.rows("ledger")).isEqualTo(ledgers);
        }
    }

    @Nested
    class when_a_record_cannot_be_read {

        private final Story story = Story.opened();

        @Test
        void it_is_parked_with_its_bytes_and_its_ledger_held_while_others_go_on() throws SQLException {
            Story other = Story.opened();
            send(story, 0);
            byte[] poison = "{\"specversion\":\"1.0\",\"secret\":\"Anna\"}".getBytes(UTF_8);
            kafka.state(story.ledger, poison);
            send(story, 2);
            other.entries().forEach(kafka::send);

            drain();

            assertThat(tables.head(story.ledger)).isZero();
            assertThat(tables.head(other.ledger)).isEqualTo(2);
            assertThat(tables.sql()
                            .sql("select value from parked where sequence is null")
                            .query(byte[].class)
                            .single())
                    .isEqualTo(poison);
            assertThat(tables.sql()
                            .sql("select reason from parked where sequence is null")
                            .query(String.class)
                            .single())
                    .doesNotContain("Anna");
            assertThat(tables.count("halted")).isEqualTo(1);
        }

        @Test
        void the_ledger_goes_on_when_the_right_one_comes() throws SQLException {
            send(story, 0);
            kafka.state(story.ledger, "not JSON".getBytes(UTF_8));
            send(story, 2);
            drain();

            send(story, 1);
            drain();

            assertThat(tables.head(story.ledger)).isEqualTo(2);
            assertThat(tables.count("halted")).isZero();
        }

        @Test
        void a_key_that_is_no_ledger_and_broken_disclosures_stop_nobody() throws SQLException {
            kafka.raw(kafka.source().topics().statements(), story.ledger, "nobody", new byte[] {1});
            kafka.raw(kafka.source().topics().statements(), story.ledger, null, null);
            kafka.raw(kafka.source().topics().disclosures(), story.ledger, "nobody", new byte[] {1});
            kafka.raw(kafka.source().topics().disclosures(), story.ledger, story.ledger + "/0", "~~".getBytes(UTF_8));
            kafka.raw(
                    kafka.source().topics().disclosures(),
                    story.ledger,
                    story.ledger + "/0",
                    "WzEsMiwzXQ".getBytes(UTF_8));
            story.entries().forEach(kafka::send);

            drain();

            assertThat(tables.head(story.ledger)).isEqualTo(2);
            assertThat(tables.count("parked")).isGreaterThanOrEqualTo(4);
            assertThat(tables.count("halted")).isZero();
        }

        @Test
        void an_entry_that_does_not_follow_from_those_before_stops_its_ledger_only() throws SQLException {
            Story other = Story.opened();
            story.confirmed(UUID.randomUUID());
            story.entries().forEach(kafka::send);
            other.entries().forEach(kafka::send);

            drain();

            assertThat(tables.head(story.ledger)).isEqualTo(2);
            assertThat(tables.head(other.ledger)).isEqualTo(2);
            assertThat(tables.sql()
                            .sql("select expected from halted")
                            .query(Long.class)
                            .single())
                    .isEqualTo(3);
        }

        @Test
        void what_the_database_refuses_stops_its_ledger_only() throws SQLException {
            Story other = Story.opened();
            story.made("Due in a year no database knows", java.time.Instant.parse("+300000-01-01T00:00:00Z"));
            story.entries().forEach(kafka::send);
            other.entries().forEach(kafka::send);

            drain();

            assertThat(tables.head(other.ledger)).isEqualTo(2);
            assertThat(tables.sql()
                            .sql("select ledger_id from halted")
                            .query(UUID.class)
                            .list())
                    .containsExactly(story.ledger);
        }

        @Test
        void it_gets_another_try_at_the_next_start() throws SQLException {
            story.entries().forEach(kafka::send);
            byte[] second = kafka.send(story.b(new dev.kept.events.CommitmentEvent.CommitmentMade(
                            UUID.randomUUID(), dev.kept.events.Side.B, Story.terms("Publish", Story.BEGIN))))
                    .bytes();
            drain();
            // As a program would have left it that could not read the fourth entry yet.
            tables.sql().sql("""
                insert into parked select 'x', 0, 0, ledger_id, null, 'unknown wire type', now(), null, null from ledger
                """).update();
            tables.sql().sql("delete from entry where sequence = 3").update();
            tables.sql().sql("delete from item").update();
            tables.sql().sql("update ledger set head = 2").update();
            tables.sql()
                    .sql("insert into halted select ledger_id, ?, 3, 'unknown wire type', now() from ledger")
                    .param(KafkaLog.partitionOf(story.ledger))
                    .update();
            tables.sql()
                    .sql("update parked set topic = ?, key = ?, value = ?")
                    .param(kafka.source().topics().statements())
                    .param(story.ledger.toString().getBytes(UTF_8))
                    .param(second)
                    .update();

            restart();

            assertThat(tables.head(story.ledger)).isEqualTo(3);
            assertThat(tables.count("item")).isEqualTo(1);
            assertThat(tables.count("halted") + tables.count("parked")).isZero();
        }
    }

    @Nested
    class when_the_topics_were_made_anew {

        private final List<Story> stories =
                IntStream.range(0, 10).mapToObj(i -> Story.opened()).toList();

        @BeforeEach
        void readIn() throws SQLException {
            kafka.sendAll(
                    stories.stream().flatMap(story -> story.entries().stream()).toList());
            drain();
            kafka.recreate();
        }

        @Test
        void they_are_read_from_the_beginning_although_they_are_longer_than_those_before() throws SQLException {
            List<Entry> sentFirst = IntStream.range(0, 20)
                    .mapToObj(i -> Story.opened())
                    .flatMap(story -> story.entries().stream())
                    .toList();
            kafka.sendAll(sentFirst);
            stories.forEach(this::sendAgain);

            assertThat(feed.hasOtherTopics()).isTrue();
            feed.assign(ALL);
            drain();

            assertThat(feed.hasOtherTopics()).isFalse();
            assertThat(tables.count("entry")).isEqualTo(90);
            assertThat(tables.count("halted") + tables.count("parked")).isZero();
            assertThat(tables.isAt(kafka)).isTrue();
        }

        @Test
        void what_was_kept_aside_of_those_before_takes_no_place_of_theirs() throws SQLException {
            Story held = Story.opened();
            held.made("Publish the timeline");
            tables.sql()
                    .sql("insert into parked select ?, p, o, null, null, 'not readable', now(), null, null"
                            + " from generate_series(0, 2) p, generate_series(0, 50) o")
                    .param(kafka.source().topics().statements())
                    .update();
            send(held, 0, 1, 3);

            feed.assign(ALL);
            drain();
            assertThat(tables.head(held.ledger)).isEqualTo(1);
            send(held, 2);
            drain();

            assertThat(tables.head(held.ledger)).isEqualTo(3);
            assertThat(tables.count("halted") + tables.count("parked")).isZero();
        }

        @Test
        void no_text_is_late_although_the_offsets_begin_anew() throws SQLException {
            feed.close();
            feed = new Feed(kafka.source(), "small", 10, tables.dataSource(), Kinds.FOLDS, true, FeedTest.this::check);
            feed.assign(ALL);
            kafka.sendAll(IntStream.range(0, 40)
                    .mapToObj(i -> Story.opened())
                    .flatMap(story -> story.entries().stream())
                    .toList());
            drain();
            kafka.recreate();
            List<Story> few =
                    IntStream.range(0, 12).mapToObj(i -> Story.opened()).toList();
            kafka.sendAll(
                    few.stream().flatMap(story -> story.entries().stream()).toList());

            // Nobody has told the feed: it finds that the offsets are no more.
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (few.stream().anyMatch(story -> tables.head(story.ledger) < 2) && System.nanoTime() < patience) {
                feed.step(Duration.ofMillis(100));
            }

            assertThat(few).allMatch(story -> tables.head(story.ledger) == 2);
        }

        /** The very bytes that are recorded, as a relay sends them again. */
        private void sendAgain(Story story) {
            tables.sql()
                    .sql("select statement from entry where ledger_id = ? order by sequence")
                    .param(story.ledger)
                    .query(row -> {
                        kafka.state(story.ledger, row.getBytes(1));
                    });
        }
    }

    @Nested
    class when_a_stored_view_cannot_be_read {

        private final Story story = Story.opened();
        private final Story other = Story.opened();
        private final UUID commitment = story.made("Publish the timeline");

        @BeforeEach
        void damage() throws SQLException {
            story.entries().forEach(kafka::send);
            other.entries().forEach(kafka::send);
            drain();
        }

        @Test
        void of_an_item_its_ledger_is_held_alone_and_goes_on_once_it_can_be_read() throws SQLException {
            String view = tables.sql()
                    .sql("select view from item")
                    .query(String.class)
                    .single();
            tables.sql().sql("update item set view = '{\"unknown\": \"Anna\"}'").update();

            nextOfBoth();

            assertHeldAlone();
            tables.sql().sql("update item set view = ?").param(view).update();
            restart();
            assertThat(tables.head(story.ledger)).isEqualTo(4);
            assertThat(tables.count("halted") + tables.count("parked")).isZero();
        }

        @Test
        void of_the_ledger_itself_it_is_held_alone() throws SQLException {
            tables.sql()
                    .sql("update ledger set view = '[\"Anna\"]' where ledger_id = ?")
                    .param(story.ledger)
                    .update();
            kafka.send(
                    story.a(new dev.kept.events.ClosureEvent.ClosingProposed(dev.kept.events.Side.A, Text.of("Done"))));

            nextOfBoth();

            assertHeldAlone();
            restart();
            assertHeldAlone();
        }

        private void nextOfBoth() throws SQLException {
            story.delivered(commitment);
            kafka.send(story.last());
            other.made("Another one");
            kafka.send(other.last());
            drain();
        }

        private void assertHeldAlone() {
            assertThat(tables.head(other.ledger)).isEqualTo(3);
            assertThat(tables.head(story.ledger)).isEqualTo(3);
            assertThat(tables.sql()
                            .sql("select ledger_id from halted where expected = 4")
                            .query(UUID.class)
                            .list())
                    .containsExactly(story.ledger);
            assertThat(tables.sql()
                            .sql("select reason from halted")
                            .query(String.class)
                            .single())
                    .contains("View cannot be read")
                    .doesNotContain("Anna", "unknown");
        }
    }

    @Nested
    class when_a_view_cannot_be_written {

        @Test
        void its_ledger_is_held_alone() throws SQLException {
            feed.close();
            feed = new Feed(
                    kafka.source(), "test", 2_000, tables.dataSource(), List.of(new NoBriefs()), true, commits::add);
            feed.assign(ALL);
            Story story = Story.opened();
            Story other = Story.opened();
            story.made("Publish the timeline");
            story.entries().forEach(kafka::send);
            other.entries().forEach(kafka::send);

            drain();

            assertThat(tables.head(other.ledger)).isEqualTo(2);
            assertThat(tables.sql()
                            .sql("select reason from halted where ledger_id = ?")
                            .param(story.ledger)
                            .query(String.class)
                            .single())
                    .isEqualTo("cannot be stored: IllegalStateException");
        }

        /** Makes views that cannot be stored. */
        private static final class NoBriefs implements ItemFold<CommitmentView, Standing> {

            private final CommitmentFold fold = new CommitmentFold();

            @Override
            public ItemName name() {
                return fold.name();
            }

            @Override
            public Class<CommitmentView> view() {
                return fold.view();
            }

            @Override
            public Class<Standing> brief() {
                return fold.brief();
            }

            @Override
            public @Nullable UUID itemOf(LedgerEvent event) {
                return fold.itemOf(event);
            }

            @Override
            public CommitmentView evolve(@Nullable CommitmentView before, Entry entry) {
                return fold.evolve(before, entry);
            }

            @Override
            public Standing brief(CommitmentView view) {
                throw new IllegalStateException("quoting Anna");
            }

            @Override
            public @Nullable Text title(Standing brief) {
                return fold.title(brief);
            }

            @Override
            public Columns columns(CommitmentView view) {
                return fold.columns(view);
            }
        }
    }

    @Nested
    class when_it_is_interrupted {

        @Test
        void a_restart_in_the_middle_loses_and_repeats_nothing() throws SQLException {
            List<Story> stories =
                    IntStream.range(0, 30).mapToObj(i -> Story.opened()).toList();
            stories.forEach(story -> story.delivered(story.made("Publish the timeline")));
            kafka.sendAll(
                    stories.stream().flatMap(story -> story.entries().stream()).toList());
            for (int i = 0; i < 6; i++) {
                feed.close();
                feed = new Feed(kafka.source(), "small", 17, tables.dataSource(), Kinds.FOLDS, true, commits::add);
                feed.assign(ALL);
                feed.step(Duration.ofSeconds(5));
            }

            drain();

            assertThat(tables.count("entry")).isEqualTo(150);
            assertThat(commits.stream().mapToInt(Observer.Committed::entries).sum())
                    .isEqualTo(150);
        }

        @Test
        void of_two_feeds_with_the_same_partitions_only_one_commits() throws SQLException {
            try (Feed other = feed()) {
                other.assign(ALL);
                Story story = Story.opened();
                story.entries().forEach(kafka::send);
                drain();

                assertThatThrownBy(() -> drain(other)).isInstanceOf(Feed.PositionsMoved.class);
                assertThat(tables.count("entry")).isEqualTo(3);

                other.assign(ALL);
                story.entries().forEach(kafka::send);
                drain(other);
                assertThat(tables.count("entry")).isEqualTo(3);
            }
        }
    }

    private void send(Story story, int... sequences) {
        for (int sequence : sequences) {
            kafka.send(story.entries().get(sequence));
        }
    }

    private Feed feed() {
        return new Feed(kafka.source(), "test", 2_000, tables.dataSource(), Kinds.FOLDS, true, commits::add);
    }

    private void restart() throws SQLException {
        feed.close();
        feed = feed();
        feed.assign(ALL);
    }

    private void drain() throws SQLException {
        drain(feed);
    }

    private static void drain(Feed feed) throws SQLException {
        while (feed.lag().values().stream().anyMatch(lag -> lag > 0)) {
            feed.step(Duration.ofMillis(100));
        }
    }

    /** All but the offsets. */
    private Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        ReadTables.NAMES.stream()
                .filter(table -> !table.equals("kafka_position"))
                .forEach(table -> content.put(table, tables.rows(table)));
        return content;
    }
}
