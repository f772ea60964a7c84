package dev.kept.commitments.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Evidence;
import dev.kept.events.EvidenceFile;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.http.tracing.Traces;
import dev.kept.local.SharedKafka;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final int PARTITIONS = 3;

    private final TestStore store = new TestStore();
    private final KafkaSettings settings = KafkaSettings.at(SharedKafka.bootstrapServers(), PARTITIONS);
    private final List<Relay> relays = new ArrayList<>();
    private final RelayState state = new RelayState();

    @BeforeEach
    void emptyTopics() {
        Topic.empty(settings);
    }

    @AfterEach
    void stop() {
        relays.forEach(Relay::stop);
        store.close();
    }

    @Test
    void every_entry_arrives_in_order_with_the_very_bytes_of_the_store() {
        start();
        List<UUID> ledgers =
                LongStream.range(0, 10).mapToObj(i -> UUID.randomUUID()).toList();
        for (int sequence = 0; sequence < 30; sequence++) {
            for (UUID ledger : ledgers) {
                store.append(ledger, sequence, 1);
            }
        }
        awaitRelayed();

        Map<EntryKey, byte[]> kept = new LinkedHashMap<>();
        store.committed().after(StorePosition.START, 1_000).forEach(entry -> kept.put(entry.key(), entry.statement()));
        List<ConsumerRecord<String, byte[]>> records = Topic.records(LedgerRecords.STATEMENTS);
        assertThat(records).hasSize(300).allSatisfy(record -> {
            Entry entry = Statements.read(record.value());
            assertThat(record.key()).isEqualTo(entry.ledger().toString());
            assertThat(record.partition()).isEqualTo(new LedgerRecords(PARTITIONS).partitionOf(entry.ledger()));
            assertThat(record.value()).isEqualTo(kept.get(new EntryKey(entry.ledger(), entry.sequence())));
            assertThat(new String(record.headers().lastHeader("content-type").value(), UTF_8))
                    .isEqualTo(Statements.CONTENT_TYPE);
        });
        assertThat(sequences(records))
                .hasSize(10)
                .allSatisfy((ledger, sequences) -> assertThat(sequences)
                        .containsExactlyElementsOf(
                                LongStream.range(0, 30).boxed().toList()));
    }

    @Test
    void an_entrys_texts_arrive_in_the_same_partition_under_ledger_and_sequence() {
        start();
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 2);
        awaitRelayed();

        EntryKey opened = new EntryKey(ledger, 0);
        List<ConsumerRecord<String, byte[]>> records = Topic.records(LedgerRecords.DISCLOSURES);
        assertThat(records).extracting(ConsumerRecord::key).containsExactly(ledger + "/0", ledger + "/1");
        assertThat(records)
                .extracting(ConsumerRecord::partition)
                .containsOnly(new LedgerRecords(PARTITIONS).partitionOf(ledger));
        assertThat(new String(records.getFirst().value(), UTF_8))
                .isEqualTo(String.join(
                        "~", new Disclosures(store.readers).of(List.of(opened)).getOrDefault(opened, List.of())))
                .contains("~");
    }

    @Test
    void an_erased_text_goes_from_the_store_and_from_kafka_and_no_statement_changes() {
        start();
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 3);
        awaitRelayed();
        assertThat(everythingLasting()).contains("Title").contains("Reason 1");

        store.erase(ledger, 3, 0, "title");
        store.erase(ledger, 4, 1, "reason");
        awaitRelayed();

        Map<String, byte[]> last = lastDisclosures();
        assertThat(texts(last.get(ledger + "/0"))).containsExactlyInAnyOrder("Party", "Name");
        assertThat(last).containsKey(ledger + "/1");
        assertThat(last.get(ledger + "/1")).isNull();
        assertThat(everythingLasting())
                .doesNotContain("Title")
                .doesNotContain("Reason 1")
                .contains("Reason 2");
        assertThat(sequences(Topic.records(LedgerRecords.STATEMENTS)))
                .containsEntry(ledger, List.of(0L, 1L, 2L, 3L, 4L));
    }

    @Test
    void an_erased_file_goes_with_its_digest() {
        UUID ledger = UUID.randomUUID();
        UUID file = UUID.randomUUID();
        store.append(ledger, 0, 1);
        keep(ledger, file);
        EvidenceFile named = new EvidenceFile(file, 3, "text/plain", Text.of("a.txt"), Text.of("0".repeat(64)));
        store.append(
                ledger,
                1,
                new CommitmentEvent.CommitmentDelivered(
                        new UUID(5, 5), 1, null, List.of(new Evidence(Text.of("A file"), null, named))));
        start();
        awaitRelayed();
        assertThat(rowsOfFiles()).isEqualTo(3);

        store.erase(ledger, 2, 1, EvidenceFile.placeOfDigest(0));
        awaitRelayed();

        assertThat(rowsOfFiles()).isZero();
        assertThat(texts(lastDisclosures().get(ledger + "/1"))).containsExactlyInAnyOrder("A file", "a.txt");
    }

    /** Stores a file as an upload does. */
    private void keep(UUID ledger, UUID file) {
        UUID content = UUID.randomUUID();
        store.app()
                .sql("INSERT INTO commitments.evidence_content VALUES (:content, :ledger, :digest, 3, :digest, now())")
                .param("content", content)
                .param("ledger", ledger)
                .param("digest", new byte[32])
                .update();
        store.app()
                .sql("INSERT INTO commitments.evidence_chunk VALUES (:content, 0, :digest)")
                .param("content", content)
                .param("digest", new byte[32])
                .update();
        store.app()
                .sql("INSERT INTO commitments.evidence_file VALUES"
                        + " (:file, :ledger, :ledger, :content, 'a.txt', 'text/plain', 0, now(), false)")
                .param("file", file)
                .param("ledger", ledger)
                .param("content", content)
                .update();
    }

    private long rowsOfFiles() {
        return store.app()
                .sql("SELECT (SELECT count(*) FROM commitments.evidence_content)"
                        + " + (SELECT count(*) FROM commitments.evidence_chunk)"
                        + " + (SELECT count(*) FROM commitments.evidence_file)")
                .query(Long.class)
                .single();
    }

    @Test
    void a_text_erased_before_it_was_relayed_never_gets_to_kafka() {
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 2);
        store.erase(ledger, 2, 1, "reason");
        start();
        awaitRelayed();

        assertThat(Topic.records(LedgerRecords.DISCLOSURES).stream()
                        .filter(record -> record.key().equals(ledger + "/1")))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.value()).isNull());
    }

    @Test
    void after_a_crash_before_or_after_the_deletion_in_the_store_kafka_loses_the_text_too() {
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 3);
        Relay crashing = start();
        awaitRelayed();
        crashing.stop();
        store.erase(ledger, 3, 1, "reason");
        store.erase(ledger, 4, 2, "reason");
        new Disclosures(store.readers).erase(Map.of(new EntryKey(ledger, 1), List.of("reason")));

        start();
        awaitRelayed();

        Map<String, byte[]> last = lastDisclosures();
        assertThat(last).containsEntry(ledger + "/1", null).containsEntry(ledger + "/2", null);
        assertThat(everythingLasting()).doesNotContain("Reason");
    }

    /** What the store's tables and the last record of each key hold, as text. */
    private String everythingLasting() {
        StringBuilder all = new StringBuilder();
        store.app()
                .sql("SELECT convert_from(statement, 'UTF8') FROM commitments.entry UNION ALL"
                        + " SELECT disclosure FROM commitments.disclosure UNION ALL"
                        + " SELECT convert_from(state, 'UTF8') FROM commitments.snapshot")
                .query(String.class)
                .list()
                .forEach(each -> all.append(each).append('\n'));
        store.app()
                .sql("SELECT disclosure FROM commitments.disclosure")
                .query(String.class)
                .list()
                .forEach(each -> all.append(Disclosure.parse(each).value()).append('\n'));
        lastDisclosures().values().forEach(value -> all.append(texts(value)).append('\n'));
        return all.toString();
    }

    private static Map<String, byte[]> lastDisclosures() {
        Map<String, byte[]> last = new HashMap<>();
        Topic.records(LedgerRecords.DISCLOSURES).forEach(record -> last.put(record.key(), record.value()));
        return last;
    }

    private static List<String> texts(byte @Nullable [] value) {
        return value == null
                ? List.of()
                : Stream.of(new String(value, UTF_8).split("~"))
                        .map(each -> Disclosure.parse(each).value())
                        .toList();
    }

    @Test
    void while_kafka_is_away_entries_are_taken_and_arrive_when_it_is_back() throws Exception {
        start();
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 1);
        awaitRelayed();
        SharedKafka.broker().kill();
        try {
            for (int sequence = 1; sequence < 50; sequence++) {
                store.append(ledger, sequence, 1);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> state.phase() == RelayState.Phase.KAFKA_AWAY);
            assertThat(store.positions().waitingFor(Relay.READER)).isPositive();
        } finally {
            SharedKafka.broker().start();
        }
        awaitRelayed();

        assertThat(state.phase()).isEqualTo(RelayState.Phase.RELAYING);
        assertThat(sequences(Topic.records(LedgerRecords.STATEMENTS)).getOrDefault(ledger, List.of()))
                .containsExactlyElementsOf(LongStream.range(0, 50).boxed().toList());
    }

    @Test
    void a_relay_that_starts_while_kafka_is_away_waits_for_it() {
        SharedKafka.broker().stop();
        try {
            start();
            store.append(UUID.randomUUID(), 0, 3);
            await().atMost(Duration.ofSeconds(30)).until(() -> state.phase() == RelayState.Phase.KAFKA_AWAY);
        } finally {
            SharedKafka.broker().start();
        }
        awaitRelayed();

        assertThat(Topic.records(LedgerRecords.STATEMENTS)).hasSize(3);
    }

    @Test
    void after_a_crash_between_acknowledgement_and_saved_position_the_same_bytes_come_again() {
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 5);
        Relay crashing = start();
        awaitRelayed();
        crashing.stop();
        store.positions().save(Relay.READER, StorePosition.START);
        store.append(ledger, 5, 1);

        start();
        awaitRelayed();

        List<ConsumerRecord<String, byte[]>> records = Topic.records(LedgerRecords.STATEMENTS);
        assertThat(sequences(records).getOrDefault(ledger, List.of()))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(records.get(7).value()).isEqualTo(records.get(2).value());
    }

    @Test
    void one_relays_and_another_stands_by_until_it_stops() {
        Relay first = start();
        await().until(() -> state.phase() == RelayState.Phase.RELAYING);
        RelayState other = new RelayState();
        relays.add(startWith(other));
        await().until(() -> other.phase() == RelayState.Phase.STANDBY);

        first.stop();
        store.append(UUID.randomUUID(), 0, 1);

        await().until(() -> other.phase() == RelayState.Phase.RELAYING);
        awaitRelayed();
    }

    @Test
    void a_ledger_out_of_order_is_held_while_others_go_on_and_goes_on_when_repaired() throws SQLException {
        UUID broken = UUID.randomUUID();
        UUID whole = UUID.randomUUID();
        store.append(broken, 0, 5);
        byte[] lost = statement(broken, 2);
        store.tamper("CREATE TABLE commitments.lost AS SELECT * FROM commitments.entry WHERE sequence = 2");
        store.tamper("DELETE FROM commitments.entry WHERE sequence = 2");
        store.append(whole, 0, 5);
        start();
        awaitRelayed();

        assertThat(sequences(Topic.records(LedgerRecords.STATEMENTS)))
                .containsEntry(broken, List.of(0L, 1L))
                .containsEntry(whole, List.of(0L, 1L, 2L, 3L, 4L));
        assertThat(state.held()).isEqualTo(1);

        store.owner()
                .sql("INSERT INTO commitments.entry (ledger_id, sequence, event_id, type, recorded_at, statement)"
                        + " SELECT ledger_id, sequence, event_id, type, recorded_at, statement FROM commitments.lost")
                .update();
        await().atMost(Duration.ofSeconds(20)).until(() -> state.held() == 0);

        List<ConsumerRecord<String, byte[]>> records = Topic.records(LedgerRecords.STATEMENTS);
        assertThat(sequences(records)).containsEntry(broken, List.of(0L, 1L, 2L, 3L, 4L));
        assertThat(records).anySatisfy(record -> assertThat(record.value()).isEqualTo(lost));
    }

    @Test
    void a_hold_ends_only_when_every_hole_is_filled_and_nothing_behind_one_is_left_out() throws SQLException {
        UUID broken = UUID.randomUUID();
        store.append(broken, 0, 8);
        store.tamper("CREATE TABLE commitments.lost AS SELECT * FROM commitments.entry WHERE sequence IN (2, 5)");
        store.tamper("DELETE FROM commitments.entry WHERE sequence IN (2, 5)");
        start();
        awaitRelayed();
        assertThat(sequences(Topic.records(LedgerRecords.STATEMENTS))).containsEntry(broken, List.of(0L, 1L));

        putBack("sequence = 2");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sequences(Topic.records(LedgerRecords.STATEMENTS))
                        .getOrDefault(broken, List.of())
                        .contains(4L));
        assertThat(state.held()).isEqualTo(1);

        putBack("sequence = 5");
        await().atMost(Duration.ofSeconds(20)).until(() -> state.held() == 0);
        assertThat(sequences(Topic.records(LedgerRecords.STATEMENTS)))
                .containsEntry(broken, List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L));
    }

    private void putBack(String which) {
        store.owner()
                .sql("INSERT INTO commitments.entry (ledger_id, sequence, event_id, type, recorded_at, statement)"
                        + " SELECT ledger_id, sequence, event_id, type, recorded_at, statement FROM commitments.lost"
                        + " WHERE "
                        + which)
                .update();
    }

    @Test
    void an_erasure_does_not_wait_until_its_ledger_is_repaired() throws SQLException {
        UUID broken = UUID.randomUUID();
        store.append(broken, 0, 4);
        start();
        awaitRelayed();
        store.erase(broken, 4, 0, "title");
        awaitRelayed();
        store.append(broken, 5, 1);
        awaitRelayed();
        store.tamper("DELETE FROM commitments.entry WHERE sequence = 5");
        store.tamper("ALTER TABLE commitments.entry DISABLE TRIGGER USER");
        store.eraseBehindAHole(broken, 6, 1, "reason");
        awaitRelayed();

        assertThat(state.held()).isEqualTo(1);
        assertThat(lastDisclosures()).containsEntry(broken + "/1", null);
        assertThat(everythingLasting()).doesNotContain("Reason 1").contains("Reason 2");
        assertThat(sequences(Topic.records(LedgerRecords.STATEMENTS)))
                .containsEntry(broken, List.of(0L, 1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void what_a_leader_has_buffered_gets_nowhere_once_another_has_taken_its_place() throws Exception {
        LedgerRecords records = new LedgerRecords(PARTITIONS);
        UUID ledger = UUID.randomUUID();
        byte[] late = TestStore.statement(ledger, 0);
        byte[] current = TestStore.statement(ledger, 1);
        try (TransactionalProducer former = TransactionalProducer.open(settings, () -> true, () -> {})) {
            former.add(List.of(records.statement(ledger, late)));
            try (TransactionalProducer present = TransactionalProducer.open(settings, () -> true, () -> {})) {
                present.send(List.of(records.statement(ledger, current)));

                assertThatThrownBy(former::commit).isInstanceOf(TransactionalProducer.Undelivered.class);
                assertThatThrownBy(() -> former.send(List.of(records.statement(ledger, late))))
                        .isInstanceOf(TransactionalProducer.Undelivered.class);
            }
        }

        assertThat(Topic.records(LedgerRecords.STATEMENTS))
                .extracting(ConsumerRecord::value)
                .containsExactly(current);
    }

    @Test
    void a_leader_whose_session_the_database_ends_saves_no_position_and_another_goes_on() {
        start();
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 3);
        awaitRelayed();
        RelayState other = new RelayState();
        relays.add(startWith(other));
        await().until(() -> other.phase() == RelayState.Phase.STANDBY);

        store.app()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)")
                .query(Boolean.class)
                .list();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Stream.of(state, other)
                                .filter(each -> each.phase() == RelayState.Phase.RELAYING)
                                .count()
                        == 1);
        store.append(ledger, 3, 3);
        awaitRelayed();

        assertThat(sequences(Topic.records(LedgerRecords.STATEMENTS)))
                .containsEntry(ledger, List.of(0L, 1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void an_entry_is_acknowledged_by_two_replicas_wherever_there_are_three() throws Exception {
        assertThat(Topics.insync(1)).isEqualTo(1);
        assertThat(Topics.insync(2)).isEqualTo(1);
        assertThat(Topics.insync(3)).isEqualTo(2);
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, LedgerRecords.STATEMENTS);
        try (Admin admin = Admin.create(settings.client())) {
            ConfigEntry insync = admin.describeConfigs(List.of(topic))
                    .all()
                    .get()
                    .getOrDefault(topic, new Config(List.of()))
                    .get("min.insync.replicas");
            assertThat(insync.value()).isEqualTo("1");
            assertThat(insync.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
        }
    }

    @Test
    void more_replicas_than_brokers_are_said_to_be_that_and_nothing_is_sent() throws Exception {
        try (Admin admin = Admin.create(settings.client())) {
            admin.deleteTopics(List.of(LedgerRecords.STATEMENTS, LedgerRecords.DISCLOSURES))
                    .all()
                    .get();
        }
        KafkaSettings three = new KafkaSettings(
                SharedKafka.bootstrapServers(),
                PARTITIONS,
                (short) 3,
                settings.compactionLag(),
                settings.startCheck(),
                false,
                Map.of());

        assertThatThrownBy(() -> new Topics(three).prepare())
                .isInstanceOf(UnsuitableTopics.class)
                .hasMessageContaining("kept.kafka.replication-factor says 3");
    }

    @Test
    void topics_with_another_number_of_partitions_are_not_written_to() {
        KafkaSettings more = KafkaSettings.at(SharedKafka.bootstrapServers(), PARTITIONS + 1);
        store.append(UUID.randomUUID(), 0, 1);
        Relay relay = new Relay(store.relayConnections(), more, store.signal, state, Traces.off());
        relays.add(relay);
        relay.start();

        await().until(() -> state.phase() == RelayState.Phase.UNSUITABLE_TOPICS);

        assertThat(Topic.records(LedgerRecords.STATEMENTS)).isEmpty();
    }

    private byte[] statement(UUID ledger, long sequence) {
        return store.committed().after(StorePosition.START, 1_000).stream()
                .filter(entry -> entry.key().equals(new EntryKey(ledger, sequence)))
                .map(CommittedEntry::statement)
                .findFirst()
                .orElseThrow();
    }

    private Relay start() {
        Relay relay = startWith(state);
        relays.add(relay);
        return relay;
    }

    private Relay startWith(RelayState itsState) {
        Relay relay = new Relay(store.relayConnections(), settings, store.signal, itsState, Traces.off());
        relay.start();
        return relay;
    }

    private void awaitRelayed() {
        await().atMost(Duration.ofSeconds(60)).until(() -> store.positions().waitingFor(Relay.READER) == 0);
    }

    private static Map<UUID, List<Long>> sequences(List<ConsumerRecord<String, byte[]>> records) {
        Map<UUID, List<Long>> byLedger = new HashMap<>();
        records.forEach(record -> byLedger.computeIfAbsent(UUID.fromString(record.key()), k -> new ArrayList<>())
                .add(Statements.read(record.value()).sequence()));
        return byLedger;
    }
}
