package dev.kept.commitments.relay;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is, and the shape of the topics.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param partitions of each of the two topics; never changed once there are entries, because a ledger's partition follows from it
 * @param replicationFactor of new topics; at least 3 where entries must survive the loss of a broker: then two replicas acknowledge
 * @param compactionLag for how long a text that was erased may stay in Kafka, give or take some minutes: then the broker compacts it
 *     away
 * @param startCheck how long the start waits for Kafka, to learn whether the event store is complete; commands are refused for as long
 *     as it is not known
 * @param takeUnchecked whether commands are taken after that wait although it is not known: for when Kafka stays away and the store is
 *     certainly no older copy
 * @param properties passed to Kafka's clients as they are, e.g. {@code security.protocol}
 */
@ConfigurationProperties("kept.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue("6") int partitions,
        @DefaultValue("1") short replicationFactor,
        @DefaultValue("12h") Duration compactionLag,
        @DefaultValue("10s") Duration startCheck,
        @DefaultValue("false") boolean takeUnchecked,
        @DefaultValue Map<String, String> properties) {

    public KafkaSettings {
        if (compactionLag.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalStateException("kept.kafka.compaction-lag must be a second or more, e.g. 12h.");
        }
    }

    /** For a Kafka that asks for no more than its address. */
    public static KafkaSettings at(String bootstrapServers, int partitions) {
        return new KafkaSettings(
                bootstrapServers, partitions, (short) 1, Duration.ofHours(12), Duration.ofSeconds(10), false, Map.of());
    }

    /** What every client of Kafka needs to know, to be added to. */
    public Map<String, Object> client() {
        Map<String, Object> client = new java.util.HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        return client;
    }
}
