package dev.kept.commitments.notary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.Refill;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.commitments.relay.Relaying;
import dev.kept.commitments.relay.Topic;
import dev.kept.http.Problem;
import dev.kept.local.Credentials;
import dev.kept.local.SharedKafka;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads in Kafka, and what they mean for a store that was restored. */
class NotaryTest {

    private static final KafkaSettings KAFKA = KafkaSettings.at(SharedKafka.bootstrapServers(), 3);
    private static final String KEY = "NzY1NDMyMTA5ODc2NTQzMjEwOTg3NjU0MzIxMDk4NzY=";

    private final TestStore store = new TestStore();
    private final LogIdentity identity = new LogIdentity(store.readers, KEY, "kept.example", "");
    private final SigningGate gate = new SigningGate();
    private final TreeHeads heads = new TreeHeads(store.readers, identity, gate);
    private final NotaryState state = new NotaryState();
    private final List<Notary> notaries = new ArrayList<>();
    private final UUID ledger = UUID.randomUUID();

    @BeforeEach
    void emptyTopics() {
        Topic.empty(KAFKA);
        Topic.emptyOfHeads(KAFKA);
    }

    @AfterEach
    void stop() {
        notaries.forEach(Notary::stop);
        store.close();
    }

    @Test
    void every_ledger_with_new_entries_gets_a_head() {
        start(state);
        await().until(() -> state.phase() == NotaryState.Phase.PUBLISHING);
        List<UUID> ledgers = List.of(ledger, UUID.randomUUID(), UUID.randomUUID());
        for (int round = 0; round < 3; round++) {
            for (UUID each : ledgers) {
                store.append(each, round * 2L, 2);
            }
            long size = round * 2L + 2;
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ledgers)
                            .allSatisfy(each -> assertThat(last(each).size()).isEqualTo(size)));
        }
        assertThat(Topic.records(LedgerRecords.TREE_HEADS))
                .allSatisfy(record -> assertThat(record.partition())
                        .isEqualTo(new LedgerRecords(KAFKA.partitions()).partitionOf(UUID.fromString(record.key()))));
        assertThat(last(ledger).root()).isEqualTo(heads.root(ledger, 6).orElseThrow());
        assertThat(store.app()
                        .sql("SELECT size FROM commitments.tree_head WHERE ledger_id = ? ORDER BY size")
                        .param(ledger)
                        .query(Long.class)
                        .list())
                .contains(6L);
    }

    @Test
    void they_stay_for_ever_and_are_never_compacted() throws Exception {
        start(state);
        await().until(() -> state.phase() == NotaryState.Phase.PUBLISHING);

        try (Admin admin = Admin.create(KAFKA.client())) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, LedgerRecords.TREE_HEADS);
            Config config = requireNonNull(
                    admin.describeConfigs(List.of(topic)).all().get().get(topic));
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
        }
    }

    @Test
    void one_publishes_and_another_stands_by_until_it_stops() {
        Notary first = start(state);
        await().until(() -> state.phase() == NotaryState.Phase.PUBLISHING);
        NotaryState other = new NotaryState();
        start(other);
        await().until(() -> other.phase() == NotaryState.Phase.STANDBY);

        first.stop();
        store.append(ledger, 0, 1);

        awaitPublished(1);
        assertThat(other.phase()).isEqualTo(NotaryState.Phase.PUBLISHING);
    }

    @Test
    void nothing_is_signed_before_the_store_has_been_compared() {
        store.append(ledger, 0, 1);

        assertThat(refusal().code()).isEqualTo("temporarily-unavailable");

        check();
        assertThat(heads.head(ledger, null).head().size()).isEqualTo(1);
    }

    @Test
    void a_store_restored_from_an_older_backup_signs_nothing_until_it_has_what_was_published() throws Exception {
        store.append(ledger, 0, 4);
        publish(4);
        store.tamper("CREATE TABLE commitments.old_head AS SELECT * FROM commitments.tree_head");
        store.tamper("CREATE TABLE commitments.old_topic AS SELECT * FROM commitments.relay_topic");
        store.append(ledger, 4, 3);
        publish(7);
        Relaying.everything(store, KAFKA);
        restore(4);

        check();

        assertThat(refusal().code()).isEqualTo("record-behind");
        assertThat(refusal().detail()).contains("7 entries");

        assertThat(reconcile()).isZero();
        assertThat(heads.head(ledger, null).head()).isEqualTo(last(ledger));
        store.append(ledger, 7, 1);
        publish(8);
    }

    @Test
    void a_restored_store_that_went_another_way_is_refused_whatever_it_has() throws Exception {
        store.append(ledger, 0, 4);
        publish(4);
        store.tamper("CREATE TABLE commitments.old_head AS SELECT * FROM commitments.tree_head");
        store.tamper("CREATE TABLE commitments.old_topic AS SELECT * FROM commitments.relay_topic");
        store.append(ledger, 4, 3);
        publish(7);
        restore(4);
        store.append(ledger, 4, 5);

        check();

        assertThat(refusal().code()).isEqualTo("record-behind");
        assertThat(heads.sign(java.util.Map.of(ledger, 9L))).isEmpty();
    }

    @Test
    void two_heads_of_one_size_are_kept_as_evidence_and_nothing_is_signed_any_more() throws Exception {
        store.append(ledger, 0, 4);
        publish(4);
        store.tamper("CREATE TABLE commitments.old_head AS SELECT * FROM commitments.tree_head");
        store.tamper("CREATE TABLE commitments.old_topic AS SELECT * FROM commitments.relay_topic");
        store.append(ledger, 4, 3);
        publish(7);
        restore(4);
        store.append(ledger, 4, 3);
        gate.open();
        heads.head(ledger, 7L);

        check();

        assertThat(refusal().code()).isEqualTo("record-behind");
        assertThat(heads.contradicted()).isEqualTo(1);
        UUID other = UUID.randomUUID();
        store.append(other, 0, 1);
        assertThat(heads.head(other, null).head().size()).as("another ledger").isEqualTo(1);
        assertThat(new NotaryHealth(state, store.positions(), heads, store.metrics)
                        .health()
                        .getStatus()
                        .getCode())
                .isEqualTo("DOWN");
    }

    @Test
    void what_somebody_else_wrote_into_the_topic_binds_nobody() {
        store.append(ledger, 0, 2);
        publish(2);
        TreeHead forged = new TreeHead(identity.origin(ledger), 2, Hash.OF_EMPTY_TREE);
        LogIdentity stranger = new LogIdentity(
                new TestStore().readers, "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=", "kept.example", "");
        Topic.send(new LedgerRecords(KAFKA.partitions())
                .head(
                        ledger,
                        SignedTreeHead.sign(forged, stranger.signer(ledger))
                                .note()
                                .toBytes()));
        Topic.send(new LedgerRecords(KAFKA.partitions()).head(ledger, new byte[] {1, 2, 3}));

        check();

        assertThat(heads.head(ledger, null).head().size()).isEqualTo(2);
        assertThat(heads.contradicted()).isZero();
    }

    @Test
    void when_kafka_lost_the_heads_every_ledgers_is_published_again() {
        store.append(ledger, 0, 3);
        publish(3);
        Topic.emptyOfHeads(KAFKA);

        publish(3);
    }

    /** Starts a notary, waits until the ledger's head is published, and stops it. */
    private void publish(long size) {
        Notary notary = start(new NotaryState());
        awaitPublished(size);
        await().until(() -> store.positions().waitingFor(Notary.READER) == 0);
        notary.stop();
    }

    private void awaitPublished(long size) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(last(ledger).size()).isEqualTo(size));
    }

    private Notary start(NotaryState of) {
        Notary notary = new Notary(store.relayConnections(), KAFKA, heads, of);
        notaries.add(notary);
        notary.start();
        return notary;
    }

    /** What a process does at its start. */
    private void check() {
        HeadCheck check = new HeadCheck(
                gate,
                new PublishedHeads(KAFKA, dev.kept.commitments.relay.KnownTopics.ofHeads(store.readers), heads),
                KAFKA);
        check.start();
        check.stop();
        assertThat(gate.isOpen()).isTrue();
    }

    /** The store as it was, with so many entries. */
    private void restore(int size) throws SQLException {
        store.tamper("DELETE FROM commitments.entry WHERE sequence >= " + size);
        store.tamper("DELETE FROM commitments.disclosure WHERE sequence >= " + size);
        store.tamper("DELETE FROM commitments.tree_head");
        store.tamper("INSERT INTO commitments.tree_head SELECT * FROM commitments.old_head");
        store.tamper("DELETE FROM commitments.relay_topic");
        store.tamper("INSERT INTO commitments.relay_topic SELECT * FROM commitments.old_topic");
    }

    private Problem refusal() {
        return catchThrowableOfType(Problem.class, () -> heads.head(ledger, null));
    }

    /** The ledger's last head in Kafka, verified; one of no entry when there is none. */
    private TreeHead last(UUID of) {
        VerifierKey key = identity.signer(of).verifierKey();
        TreeHead last = new TreeHead(identity.origin(of), 0, Hash.OF_EMPTY_TREE);
        for (ConsumerRecord<String, byte[]> record : Topic.records(LedgerRecords.TREE_HEADS)) {
            if (record.key().equals(of.toString())) {
                last = SignedTreeHead.open(record.value(), List.of(key)).head();
            }
        }
        return last;
    }

    private int reconcile() {
        Credentials owner = store.database.commitmentsOwner();
        return new Reconcile(
                        new Reconcile.Store(store.database.jdbcUrl(), owner.username(), owner.password()),
                        KAFKA,
                        new PrintWriter(new StringWriter(), true))
                .run(Refill.STORE)
                .exitCode();
    }
}
