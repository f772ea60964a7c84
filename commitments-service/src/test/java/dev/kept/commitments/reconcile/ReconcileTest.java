package dev.kept.commitments.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.reconcile.Difference.Type;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.commitments.relay.Relaying;
import dev.kept.commitments.relay.Topic;
import dev.kept.commitments.relay.Topics;
import dev.kept.commitments.relay.TransactionalProducer;
import dev.kept.local.Credentials;
import dev.kept.local.SharedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReconcileTest {
    private static final KafkaSettings KAFKA = KafkaSettings.at(SharedKafka.bootstrapServers(), 3);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final TestStore store = new TestStore();
    private final StringWriter console = new StringWriter();
    private final UUID ledger = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @BeforeEach
    void relayTwoLedgers() {
        Topic.empty(KAFKA);
        store.append(ledger, 0, 10);
        store.append(other, 0, 10);
        Relaying.everything(store, KAFKA);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Both_hold_the_same {
        @Test
        void nothing_is_found() {
            Report report = reconcile(Refill.NOTHING);

            assertThat(report).isEqualTo(new Report(20, 20, 0, 0, List.of()));
            assertThat(report.exitCode()).isZero();
            assertThat(console.toString()).contains("hold the same: 20 entries");
        }

        @Test
        void what_stands_in_kafka_twice_and_what_waits_for_the_relay_is_no_difference() {
            store.positions().save("relay", StorePosition.START);
            Relaying.everything(store, KAFKA);
            store.append(ledger, 10, 3);

            assertThat(reconcile(Refill.NOTHING)).isEqualTo(new Report(23, 40, 20, 3, List.of()));
        }
    }

    @Nested
    class Kafka_lost_entries {
        @Test
        void the_end_of_a_ledger_is_found_missing_and_sent_again_in_order() throws Exception {
            new Topics(KAFKA).recreate();

            assertThat(reconcile(Refill.NOTHING).differences())
                    .filteredOn(finding -> finding.type() == Type.MISSING_IN_KAFKA)
                    .containsExactlyInAnyOrder(
                            new Difference(Type.MISSING_IN_KAFKA, ledger, 0, 9),
                            new Difference(Type.MISSING_IN_KAFKA, other, 0, 9));
            assertThat(reconcile(Refill.KAFKA)).isEqualTo(new Report(20, 20, 0, 0, List.of()));
        }

        @Test
        void a_hole_before_later_entries_is_named_and_fresh_topics_mend_it() throws Exception {
            int partition = new LedgerRecords(3).partitionOf(ledger);
            try (Admin admin = Admin.create(KAFKA.client())) {
                admin.deleteRecords(Map.of(
                                new TopicPartition(LedgerRecords.STATEMENTS, partition),
                                RecordsToDelete.beforeOffset(4)))
                        .all()
                        .get();
            }

            Report report = reconcile(Refill.KAFKA);

            assertThat(report.differences())
                    .containsExactly(new Difference(Type.MISSING_IN_KAFKA, ledgerFirstIn(partition), 0, 3));
            assertThat(report.exitCode()).isEqualTo(1);
            assertThat(console.toString()).contains("Kafka can only append").contains("Fresh topics");

            assertThat(reconcile(Refill.FRESH_TOPICS).waiting()).isEqualTo(20);
            Relaying.everything(store, KAFKA);
            assertThat(reconcile(Refill.NOTHING)).isEqualTo(new Report(20, 20, 0, 0, List.of()));
        }

        @Test
        void nothing_is_sent_while_a_relay_is_at_work() throws Exception {
            try (Relaying _ = Relaying.start(store, KAFKA)) {
                new Topics(KAFKA).recreate();
                assertThatThrownBy(() -> reconcile(Refill.KAFKA))
                        .isInstanceOf(CannotReconcile.class)
                        .hasMessageContaining("Stop Kept");
            }
        }
    }

    @Nested
    class The_store_lost_entries {
        @Test
        void they_come_back_with_their_very_bytes_and_texts_and_are_not_sent_again() throws SQLException {
            Map<EntryKey, String> before = everything();
            store.tamper("DELETE FROM commitments.entry WHERE sequence BETWEEN 3 AND 5 OR sequence = 9");
            store.tamper("DELETE FROM commitments.disclosure WHERE sequence BETWEEN 3 AND 5 OR sequence = 9");

            assertThat(reconcile(Refill.NOTHING).differences())
                    .filteredOn(finding -> finding.ledger().equals(ledger) && finding.type() == Type.MISSING_IN_STORE)
                    .containsExactly(
                            new Difference(Type.MISSING_IN_STORE, ledger, 3, 5),
                            new Difference(Type.MISSING_IN_STORE, ledger, 9, 9));

            assertThat(reconcile(Refill.STORE)).isEqualTo(new Report(20, 20, 0, 0, List.of()));
            assertThat(everything()).isEqualTo(before);
            Relaying.everything(store, KAFKA);
            assertThat(Topic.records(LedgerRecords.STATEMENTS)).hasSize(20);
        }

        @Test
        void an_empty_store_is_filled_from_kafka_alone() throws SQLException {
            Map<EntryKey, String> before = everything();
            store.tamper("TRUNCATE commitments.entry, commitments.disclosure, commitments.reader_position");

            assertThat(reconcile(Refill.NOTHING).differences())
                    .containsExactlyInAnyOrder(
                            new Difference(Type.MISSING_IN_STORE, ledger, 0, 9),
                            new Difference(Type.MISSING_IN_STORE, other, 0, 9),
                            new Difference(Type.TEXTS_DIFFERENT, ledger, 0, 9),
                            new Difference(Type.TEXTS_DIFFERENT, other, 0, 9));
            assertThat(reconcile(Refill.STORE).same()).isTrue();

            assertThat(everything()).isEqualTo(before);
            store.append(ledger, 10, 1);
            Relaying.everything(store, KAFKA);
            assertThat(reconcile(Refill.NOTHING)).isEqualTo(new Report(21, 21, 0, 0, List.of()));
        }

        @Test
        void entries_that_neither_has_are_lost() throws Exception {
            store.append(ledger, 10, 5);
            Relaying.everything(store, KAFKA);
            store.tamper("DELETE FROM commitments.entry WHERE sequence IN (11, 12)");
            new Topics(KAFKA).recreate();

            assertThat(reconcile(Refill.NOTHING).differences()).contains(new Difference(Type.LOST, ledger, 11, 12));
        }
    }

    @Nested
    class Both_hold_something_else {
        @Test
        void changed_bytes_are_found_and_left_alone() throws SQLException {
            store.tamper(
                    "UPDATE commitments.entry SET statement = statement || '\\x20' WHERE sequence = 4 AND ledger_id = '"
                            + ledger + "'");

            Report report = reconcile(Refill.KAFKA);

            assertThat(report.differences()).containsExactly(new Difference(Type.DIFFERENT_BYTES, ledger, 4, 4));
        }

        @Test
        void records_that_are_no_statements_or_stand_where_they_should_not_are_found() throws Exception {
            LedgerRecords records = new LedgerRecords(3);
            byte[] statement = statements().getOrDefault(new EntryKey(ledger, 2), new byte[0]);
            int elsewhere = (records.partitionOf(ledger) + 1) % 3;
            produce(List.of(
                    new ProducerRecord<>(LedgerRecords.STATEMENTS, elsewhere, ledger.toString(), statement),
                    new ProducerRecord<>(LedgerRecords.STATEMENTS, elsewhere, other.toString(), "{}".getBytes(UTF_8))));

            assertThat(reconcile(Refill.NOTHING).differences())
                    .contains(new Difference(Type.MISPLACED, ledger, 2, 2))
                    .extracting(Difference::type)
                    .contains(Type.UNREADABLE);
        }

        @Test
        void entries_that_come_after_later_ones_are_out_of_order() throws Exception {
            LedgerRecords records = new LedgerRecords(3);
            Map<EntryKey, byte[]> statements = statements();
            new Topics(KAFKA).recreate();
            for (long sequence : new long[] {0, 2, 1}) {
                produce(List.of(records.statement(
                        ledger, statements.getOrDefault(new EntryKey(ledger, sequence), new byte[0]))));
            }

            assertThat(reconcile(Refill.NOTHING).differences())
                    .contains(
                            new Difference(Type.OUT_OF_ORDER, ledger, 1, 1),
                            new Difference(Type.MISSING_IN_KAFKA, ledger, 3, 9));
        }
    }

    @Nested
    class Texts {
        @Test
        void a_text_erased_in_the_store_alone_is_erased_in_kafka() {
            store.app()
                    .sql("DELETE FROM commitments.disclosure WHERE ledger_id = :ledger AND sequence = 3")
                    .param("ledger", ledger)
                    .update();

            assertThat(reconcile(Refill.NOTHING).differences())
                    .containsExactly(new Difference(Type.TEXTS_DIFFERENT, ledger, 3, 3));
            assertThat(reconcile(Refill.KAFKA).same()).isTrue();
            assertThat(Topic.records(LedgerRecords.DISCLOSURES)).anySatisfy(record -> {
                assertThat(record.key()).isEqualTo(ledger + "/3");
                assertThat(record.value()).isNull();
            });
        }

        @Test
        void a_text_that_kafka_lacks_is_sent_again() throws Exception {
            Map<EntryKey, byte[]> statements = statements();
            new Topics(KAFKA).recreate();
            LedgerRecords records = new LedgerRecords(3);
            produce(statements.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> records.statement(entry.getKey().ledger(), entry.getValue()))
                    .toList());

            assertThat(reconcile(Refill.NOTHING).differences())
                    .containsExactlyInAnyOrder(
                            new Difference(Type.TEXTS_MISSING_IN_KAFKA, ledger, 0, 9),
                            new Difference(Type.TEXTS_MISSING_IN_KAFKA, other, 0, 9));
            assertThat(reconcile(Refill.KAFKA).same()).isTrue();
        }
    }

    @Nested
    class A_tombstone_that_no_entry_explains {
        @Test
        void takes_no_text_from_the_store_and_is_made_good_in_kafka() throws Exception {
            Map<EntryKey, String> before = everything();
            produce(List.of(new LedgerRecords(3).disclosures(new EntryKey(ledger, 3), List.of())));
            assertThat(reconcile(Refill.NOTHING).differences())
                    .containsExactly(new Difference(Type.TEXTS_DIFFERENT, ledger, 3, 3));

            reconcile(Refill.STORE);

            assertThat(everything()).isEqualTo(before);
            assertThat(reconcile(Refill.KAFKA).same()).isTrue();
        }
    }

    @Nested
    class Fresh_topics_cut_short {
        @Test
        void leave_a_relay_that_sends_everything_again_and_no_less() {
            Credentials owner = store.database.commitmentsOwner();
            Reconcile cutShort = new Reconcile(
                    new Reconcile.Store(store.database.jdbcUrl(), owner.username(), owner.password()),
                    KafkaSettings.at("127.0.0.1:1", 3),
                    new PrintWriter(console, true),
                    SHORT);

            assertThatThrownBy(() -> cutShort.run(Refill.FRESH_TOPICS)).isInstanceOf(CannotReconcile.class);

            assertThat(store.positions().of("relay")).isEqualTo(StorePosition.START);
        }
    }

    @Nested
    class Erased_texts {
        private static final String FIELD = "reason";

        /** Entry 4's text, as it stood in Kafka and in the store. */
        private ProducerRecord<String, byte[]> before;

        private String row;

        @BeforeEach
        void erase() {
            EntryKey key = new EntryKey(ledger, 4);
            row = new dev.kept.commitments.eventstore.Disclosures(store.readers)
                    .of(List.of(key))
                    .getOrDefault(key, List.of())
                    .getFirst();
            before = new LedgerRecords(3).disclosures(key, List.of(row));
            store.erase(ledger, 10, 4, FIELD);
        }

        @Test
        void are_no_difference_before_and_after_the_relay_has_come_to_them() {
            assertThat(reconcile(Refill.NOTHING)).isEqualTo(new Report(21, 20, 0, 1, List.of()));
            store.app()
                    .sql("DELETE FROM commitments.disclosure WHERE ledger_id = :ledger AND sequence = 4")
                    .param("ledger", ledger)
                    .update();
            assertThat(reconcile(Refill.NOTHING).same()).isTrue();

            Relaying.everything(store, KAFKA);

            assertThat(reconcile(Refill.NOTHING)).isEqualTo(new Report(21, 21, 0, 0, List.of()));
        }

        @Test
        void that_kafka_still_has_are_taken_from_it_and_never_into_the_store() throws Exception {
            Relaying.everything(store, KAFKA);
            produce(List.of(before));

            assertThat(reconcile(Refill.NOTHING).differences())
                    .containsExactly(new Difference(Type.TEXTS_DIFFERENT, ledger, 4, 4));
            reconcile(Refill.STORE);
            assertThat(rows()).isZero();
            assertThat(reconcile(Refill.KAFKA).same()).isTrue();
        }

        @Test
        void that_came_back_with_an_old_copy_of_the_store_go_again_and_not_to_kafka() {
            Relaying.everything(store, KAFKA);
            store.app()
                    .sql("INSERT INTO commitments.disclosure VALUES (:ledger, 4, :field, :row)")
                    .param("ledger", ledger)
                    .param("field", FIELD)
                    .param("row", row)
                    .update();

            assertThat(reconcile(Refill.NOTHING).differences())
                    .containsExactly(new Difference(Type.TEXTS_NOT_ERASED, ledger, 4, 4));
            assertThat(reconcile(Refill.KAFKA).same()).isTrue();
            assertThat(rows()).isZero();
            assertThat(Topic.records(LedgerRecords.DISCLOSURES).stream()
                            .filter(record -> record.key().equals(ledger + "/4"))
                            .toList()
                            .getLast()
                            .value())
                    .isNull();
        }

        @Test
        void stay_away_when_an_empty_store_is_filled_from_a_kafka_that_still_has_them() throws Exception {
            Relaying.everything(store, KAFKA);
            produce(List.of(before));
            store.tamper("TRUNCATE commitments.entry, commitments.disclosure, commitments.reader_position");

            reconcile(Refill.STORE);

            assertThat(rows()).isZero();
            assertThat(statements()).hasSize(21);
            assertThat(reconcile(Refill.KAFKA).same()).isTrue();
        }

        private int rows() {
            return store.app()
                    .sql("SELECT count(*) FROM commitments.disclosure WHERE ledger_id = :ledger AND sequence = 4")
                    .param("ledger", ledger)
                    .query(Integer.class)
                    .single();
        }
    }

    @Test
    void a_kafka_that_does_not_answer_is_said_in_a_sentence_with_what_to_do() {
        Credentials owner = store.database.commitmentsOwner();
        Reconcile nowhere = new Reconcile(
                new Reconcile.Store(store.database.jdbcUrl(), owner.username(), owner.password()),
                KafkaSettings.at("127.0.0.1:1", 3),
                new PrintWriter(console, true),
                SHORT);
        assertThatThrownBy(() -> nowhere.run(Refill.NOTHING))
                .isInstanceOf(CannotReconcile.class)
                .hasMessageContaining("Kafka (127.0.0.1:1) cannot be used: ")
                .hasMessageContaining("then run this again")
                .hasMessageNotContaining("null");
    }

    @Test
    void a_store_that_does_not_answer_is_said_in_a_sentence() {
        Reconcile nowhere = new Reconcile(
                new Reconcile.Store("jdbc:postgresql://127.0.0.1:1/kept", "nobody", "secret"),
                KAFKA,
                new PrintWriter(console, true));

        assertThatThrownBy(() -> nowhere.run(Refill.NOTHING))
                .isInstanceOf(CannotReconcile.class)
                .hasMessageContaining("The event store (nobody at")
                .hasMessageNotContaining("secret");
    }

    private Report reconcile(Refill refill) {
        Credentials owner = store.database.commitmentsOwner();
        return new Reconcile(
                        new Reconcile.Store(store.database.jdbcUrl(), owner.username(), owner.password()),
                        KAFKA,
                        new PrintWriter(console, true))
                .run(refill);
    }

    private UUID ledgerFirstIn(int partition) {
        LedgerRecords records = new LedgerRecords(3);
        return records.partitionOf(ledger) == partition ? ledger : other;
    }

    private Map<EntryKey, byte[]> statements() {
        Map<EntryKey, byte[]> all = new HashMap<>();
        store.committed().after(StorePosition.START, 1_000).forEach(entry -> all.put(entry.key(), entry.statement()));
        return all;
    }

    /** Statements and texts of the store, for comparing. */
    private Map<EntryKey, String> everything() {
        Map<EntryKey, String> all = new HashMap<>();
        for (CommittedEntry entry : store.committed().after(StorePosition.START, 1_000)) {
            List<String> texts = new dev.kept.commitments.eventstore.Disclosures(store.readers)
                    .of(List.of(entry.key()))
                    .getOrDefault(entry.key(), List.of());
            all.put(entry.key(), new String(entry.statement(), UTF_8) + texts);
        }
        return all;
    }

    private static void produce(List<ProducerRecord<String, byte[]>> records) throws Exception {
        try (TransactionalProducer producer = TransactionalProducer.open(KAFKA, () -> true, () -> {})) {
            producer.send(records);
        }
    }
}
