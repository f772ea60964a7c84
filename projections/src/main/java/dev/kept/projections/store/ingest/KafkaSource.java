package dev.kept.projections.store.ingest;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where the log is.
 *
 * @param bootstrapServers as Kafka's clients want them
 * @param properties passed to Kafka's clients as they are, e.g. {@code security.protocol}
 */
public record KafkaSource(String bootstrapServers, Topics topics, Map<String, String> properties) {

    public KafkaSource {
        properties = Map.copyOf(properties);
    }

    /** A Kafka that asks for no more than its address. */
    public KafkaSource(String bootstrapServers, Topics topics) {
        this(bootstrapServers, topics, Map.of());
    }

    /** What every client of Kafka needs to know, to be added to. */
    public Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        return client;
    }

    /** With a password, maybe. */
    @Override
    public String toString() {
        return "Kafka at " + bootstrapServers;
    }
}
