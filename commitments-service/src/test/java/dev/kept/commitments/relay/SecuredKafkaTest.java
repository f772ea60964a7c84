package dev.kept.commitments.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.TestStore;
import dev.kept.http.tracing.Traces;
import dev.kept.local.SecuredKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that speaks TLS and asks who is there. */
@Tag("long")
class SecuredKafkaTest {

    private static final String PASSWORD = "a-password-of-the-broker";

    @TempDir
    Path home;

    private final TestStore store = new TestStore();
    private SecuredKafka broker;

    @BeforeEach
    void start() {
        broker = new SecuredKafka(home, PASSWORD);
    }

    @AfterEach
    void stop() {
        broker.close();
        store.close();
    }

    @Test
    void entries_are_relayed_to_it_with_the_settings_for_it() {
        KafkaSettings settings = settings(PASSWORD);
        Topic.empty(settings);
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 1);
        Relay relay = new Relay(store.relayConnections(), settings, store.signal, new RelayState(), Traces.off());
        relay.start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> store.positions().waitingFor(Relay.READER) == 0);
        } finally {
            relay.stop();
        }

        assertThat(keys(settings)).containsExactly(ledger.toString());
    }

    @Test
    void without_the_right_password_nothing_is_sent_and_it_is_said_where_it_waits() {
        Topic.empty(settings(PASSWORD));
        store.append(UUID.randomUUID(), 0, 1);
        RelayState state = new RelayState();
        Relay relay = new Relay(store.relayConnections(), settings("another"), store.signal, state, Traces.off());
        relay.start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> state.phase() == RelayState.Phase.KAFKA_AWAY);
            assertThat(state.toString()).doesNotContain("another");
        } finally {
            relay.stop();
        }

        assertThat(keys(settings(PASSWORD))).isEmpty();
    }

    private KafkaSettings settings(String password) {
        return new KafkaSettings(
                broker.bootstrapServers(),
                1,
                (short) 1,
                Duration.ofHours(12),
                Duration.ofSeconds(10),
                false,
                broker.properties(password));
    }

    private static List<String> keys(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        TopicPartition partition = new TopicPartition(LedgerRecords.STATEMENTS, 0);
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
            }
        }
        return keys;
    }
}
