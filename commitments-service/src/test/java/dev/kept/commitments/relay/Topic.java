package dev.kept.commitments.relay;

import static org.awaitility.Awaitility.await;

import dev.kept.local.SharedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What stands in a topic. */
public final class Topic {

    private static final Duration MARKERS = Duration.ofSeconds(5);

    private Topic() {}

    /** Empties both topics. A broker that has just started may need longer than a relay waits. */
    public static void empty(KafkaSettings settings) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(TimeoutException.class)
                .untilAsserted(() -> {
                    new Topics(settings).prepare();
                    new Topics(settings).recreate();
                });
    }

    /** Empties the topic of tree heads. */
    public static void emptyOfHeads(KafkaSettings settings) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(TimeoutException.class)
                .untilAsserted(() -> {
                    Topics.ofHeads(settings).prepare();
                    Topics.ofHeads(settings).recreate();
                });
    }

    /** Puts a record into a topic, as somebody could who may write it. */
    public static void send(ProducerRecord<String, byte[]> record) {
        Properties config = new Properties();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedKafka.bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    /** All records of a topic, by partition and offset. */
    public static List<ConsumerRecord<String, byte[]>> records(String topic) {
        Properties config = new Properties();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedKafka.bootstrapServers());
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            Collection<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = committedEnds(consumer, partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /**
     * Kafka says that a transaction is committed before everybody can read it: its markers follow. So it is waited for those, though not
     * for a transaction that somebody has left open.
     */
    private static Map<TopicPartition, Long> committedEnds(
            KafkaConsumer<String, byte[]> committed, Collection<TopicPartition> partitions) {
        Properties config = new Properties();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedKafka.bootstrapServers());
        try (KafkaConsumer<String, byte[]> written =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = written.endOffsets(partitions);
            long enough = System.nanoTime() + MARKERS.toNanos();
            Map<TopicPartition, Long> readable = committed.endOffsets(partitions);
            while (!readable.equals(ends) && System.nanoTime() < enough) {
                readable = committed.endOffsets(partitions);
            }
            return readable;
        }
    }
}
