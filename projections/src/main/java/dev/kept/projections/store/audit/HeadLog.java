package dev.kept.projections.store.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.KafkaUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topic of signed tree heads, read from wherever the caller says. For one thread. */
final class HeadLog implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;

    HeadLog(KafkaSource kafka, int maxRecords) {
        topic = kafka.topics().treeHeads();
        Map<String, Object> properties = kafka.client();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "projections-audit");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Map<String, Object> asking = kafka.client();
        asking.put(AdminClientConfig.CLIENT_ID_CONFIG, "projections-audit-admin");
        asking.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        asking.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        admin = Admin.create(asking);
    }

    /**
     * The topic as it is now; one that was deleted and created again has another id.
     *
     * @param partitions how many
     */
    record Topic(String id, int partitions) {}

    /**
     * A record of the topic.
     *
     * @param ledger null when the key is no ledger's id
     */
    record Record(int partition, long offset, @Nullable UUID ledger, byte @Nullable [] note) {}

    /** Null while there is no such topic: nothing was ever signed. */
    @Nullable
    Topic topic() {
        try {
            TopicDescription described = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .get(topic);
            return described == null
                    ? null
                    : new Topic(
                            described.topicId().toString(),
                            described.partitions().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("interrupted", e);
        } catch (TimeoutException e) {
            throw new KafkaUnavailable("Kafka does not answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw new KafkaUnavailable("Kafka does not say which topics it has", e);
        }
    }

    void goTo(Map<Integer, Long> positions) {
        List<TopicPartition> partitions =
                positions.keySet().stream().map(this::partition).toList();
        consumer.assign(partitions);
        positions.forEach((partition, offset) -> consumer.seek(partition(partition), offset));
    }

    List<Record> poll(Duration timeout) {
        List<Record> records = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                records.add(new Record(record.partition(), record.offset(), uuid(record.key()), record.value()));
            }
        } catch (OffsetOutOfRangeException e) {
            consumer.seekToBeginning(e.partitions());
        }
        return records;
    }

    /** The offset of the next record to come. */
    long position(int partition) {
        return consumer.position(partition(partition), ANSWER);
    }

    /** Lets a thread in {@link #poll} return at once, with Kafka's WakeupException. */
    void wakeup() {
        consumer.wakeup();
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    private static @Nullable UUID uuid(byte @Nullable [] key) {
        try {
            return key == null ? null : UUID.fromString(new String(key, UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ZERO);
    }
}
