package dev.kept.commitments.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.Refill;
import dev.kept.http.tracing.Traces;
import dev.kept.local.Credentials;
import dev.kept.local.SharedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartCheckTest {
    private static final KafkaSettings KAFKA = KafkaSettings.at(SharedKafka.bootstrapServers(), 3);

    private final TestStore store = new TestStore();
    private final UUID ledger = UUID.randomUUID();
    private final CommandGate gate = store.gate;

    @BeforeEach
    void relaySomething() {
        Topic.empty(KAFKA);
        store.append(ledger, 0, 10);
        Relaying.everything(store, KAFKA);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_store_that_has_all_that_kafka_has_takes_commands() {
        store.append(ledger, 10, 2);

        assertThat(stateAfterStart(KAFKA)).isEqualTo(CommandGate.State.OPEN);
    }

    @Test
    void a_store_restored_from_an_older_backup_takes_none_until_it_is_filled_up() throws Exception {
        Map<?, ?> known = new KnownTopics(store.readers).all();
        assertThat(known).isNotEmpty();
        store.tamper("CREATE TABLE commitments.backup AS SELECT * FROM commitments.relay_topic");
        store.append(ledger, 10, 3);
        Relaying.everything(store, KAFKA);
        store.tamper("DELETE FROM commitments.entry WHERE sequence >= 10");
        store.tamper("DELETE FROM commitments.relay_topic");
        store.tamper("INSERT INTO commitments.relay_topic SELECT * FROM commitments.backup");

        assertThat(check(KAFKA).lacking()).contains(new EntryKey(ledger, 10));
        assertThat(stateAfterStart(KAFKA)).isEqualTo(CommandGate.State.BEHIND);

        assertThat(reconcile(Refill.STORE)).isZero();
        assertThat(stateAfterStart(KAFKA)).isEqualTo(CommandGate.State.OPEN);
    }

    @Test
    void a_store_that_was_begun_anew_takes_none() throws SQLException {
        store.tamper("TRUNCATE commitments.entry, commitments.disclosure, commitments.reader_position,"
                + " commitments.relay_topic");

        assertThat(stateAfterStart(KAFKA)).isEqualTo(CommandGate.State.BEHIND);
    }

    @Test
    void while_kafka_is_away_no_command_is_taken() {
        assertThat(stateAfterStart(nowhere(false))).isEqualTo(CommandGate.State.CHECKING);
    }

    @Test
    void while_kafka_is_away_commands_are_taken_unchecked_where_the_operator_says_so() {
        assertThat(stateAfterStart(nowhere(true))).isEqualTo(CommandGate.State.OPEN);
    }

    private static KafkaSettings nowhere(boolean takeUnchecked) {
        return new KafkaSettings(
                "127.0.0.1:1", 3, (short) 1, KAFKA.compactionLag(), Duration.ofSeconds(6), takeUnchecked, Map.of());
    }

    @Test
    void a_kafka_that_lost_its_volume_is_noticed_and_made_good_by_a_command() throws Exception {
        new Topics(KAFKA).recreate();
        RelayState state = new RelayState();
        Relay relay = new Relay(store.relayConnections(), KAFKA, store.signal, state, Traces.off());
        relay.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> state.phase() == RelayState.Phase.RECORDS_LOST);
            assertThat(new RelayHealth(state, store.positions(), store.metrics)
                            .health()
                            .getStatus()
                            .getCode())
                    .isEqualTo("DOWN");
            assertThat(Topic.records(LedgerRecords.STATEMENTS)).isEmpty();
        } finally {
            relay.stop();
        }

        assertThat(reconcile(Refill.KAFKA)).isZero();

        store.append(ledger, 10, 1);
        Relaying.everything(store, KAFKA);
        assertThat(Topic.records(LedgerRecords.STATEMENTS)).hasSize(11);
    }

    @Test
    void a_kafka_that_has_fewer_records_than_were_sent_is_noticed() throws SQLException {
        store.tamper("UPDATE commitments.relay_topic SET end_offset = end_offset + 100");
        RelayState state = new RelayState();
        Relay relay = new Relay(store.relayConnections(), KAFKA, store.signal, state, Traces.off());
        relay.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> state.phase() == RelayState.Phase.RECORDS_LOST);
        } finally {
            relay.stop();
        }
    }

    private StartCheck check(KafkaSettings settings) {
        return new StartCheck(gate, store.timeline, store.readers, settings);
    }

    private CommandGate.State stateAfterStart(KafkaSettings settings) {
        StartCheck check = check(settings);
        check.start();
        check.stop();
        return gate.state();
    }

    private int reconcile(Refill refill) {
        Credentials owner = store.database.commitmentsOwner();
        return new Reconcile(
                        new Reconcile.Store(store.database.jdbcUrl(), owner.username(), owner.password()),
                        KAFKA,
                        new PrintWriter(new StringWriter(), true))
                .run(refill)
                .exitCode();
    }
}
