package dev.kept.commitments.reconcile;

import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.LedgerRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What Kafka held when this was opened; what comes later is not looked at. */
final class KafkaSide implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Duration patience;
    private final Consumer<String, byte[]> consumer;
    private final int partitions;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;

    /** Takes some records at a time, in the order of their offsets. */
    interface Reader<E extends Exception> {
        void records(List<ConsumerRecord<String, byte[]>> records) throws E;
    }

    /** @param patience how long an answer of Kafka's is waited for */
    KafkaSide(KafkaSettings settings, Duration patience) {
        this.patience = patience;
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "kept-reconcile");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        // At a partition's end the broker would hold the fetch open for half a second, and the next partition with it.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        this.partitions = settings.partitions();
        List<TopicPartition> there = new ArrayList<>(of(LedgerRecords.STATEMENTS));
        there.addAll(of(LedgerRecords.DISCLOSURES));
        this.begins = consumer.beginningOffsets(there);
        this.ends = consumer.endOffsets(there);
    }

    int partitions() {
        return partitions;
    }

    /** How many records there are to read, at most: a compacted topic has fewer, and the ends of transactions count. */
    long records() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /** Reads a partition of a topic; one that is not there is empty. */
    <E extends Exception> void read(String topic, int partition, Reader<E> reader) throws E {
        TopicPartition source = new TopicPartition(topic, partition);
        long end = ends.getOrDefault(source, 0L);
        if (end <= begins.getOrDefault(source, 0L)) {
            return;
        }
        consumer.assign(List.of(source));
        consumer.seekToBeginning(List.of(source));
        long timeout = System.nanoTime() + patience.toNanos();
        // A position passes over the ends of transactions too, which are no records.
        while (consumer.position(source) < end) {
            List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
            consumer.poll(POLL).records(source).stream()
                    .filter(record -> record.offset() < end)
                    .forEach(batch::add);
            if (!batch.isEmpty()) {
                reader.records(batch);
                timeout = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > timeout) {
                throw new CannotReconcile("Kafka stopped answering. Run this again when it is back.", null);
            }
        }
    }

    private List<TopicPartition> of(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found != null && !found.isEmpty() && found.size() != partitions) {
            throw new CannotReconcile(
                    "Topic %s has %d partitions, and the settings say %d: what is compared would not be what is written."
                            .formatted(topic, found.size(), partitions),
                    null);
        }
        return found == null || found.isEmpty()
                ? List.of()
                : IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
