package dev.kept.commitments.relay;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is, and the shape of the topics.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param partitions of each of the two topics; never changed once there are entries, for a ledger's partition follows from it
 * @param replicationFactor of new topics; at least 3 where entries must survive the loss of a broker
 * @param properties passed to Kafka's clients as they are, e.g. {@code security.protocol}
 */
@ConfigurationProperties("kept.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue("6") int partitions,
        @DefaultValue("1") short replicationFactor,
        @DefaultValue Map<String, String> properties) {

    /** For a Kafka that asks for no more than its address. */
    public static KafkaSettings at(String bootstrapServers, int partitions) {
        return new KafkaSettings(bootstrapServers, partitions, (short) 1, Map.of());
    }

    /** What every client of Kafka needs to know, to be added to. */
    public Map<String, Object> client() {
        Map<String, Object> client = new java.util.HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        return client;
    }
}
