package dev.kept.commitments.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What stands in a topic behind the places up to which it is known already. */
public final class TopicTail {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final Topics topics;
    private final String topic;
    private final String client;

    private TopicTail(KafkaSettings settings, Topics topics, String topic, String client) {
        this.settings = settings;
        this.topics = topics;
        this.topic = topic;
        this.client = client;
    }

    /** @param client how the consumer calls itself */
    static TopicTail ofStatements(KafkaSettings settings, String client) {
        return new TopicTail(settings, new Topics(settings), LedgerRecords.STATEMENTS, client);
    }

    /** @param client how the consumer calls itself */
    public static TopicTail ofHeads(KafkaSettings settings, String client) {
        return new TopicTail(settings, Topics.ofHeads(settings), LedgerRecords.TREE_HEADS, client);
    }

    /**
     * The id that Kafka gave to the topic; null when there is none.
     *
     * @throws KafkaException when Kafka does not answer
     */
    public @Nullable String id() throws InterruptedException {
        try {
            return topics.ids().get(topic);
        } catch (TimeoutException e) {
            throw new KafkaException("no answer", e);
        }
    }

    /**
     * Reads to the end, as it is when this begins.
     *
     * @param known up to where records need not be read, as far as it speaks of the topic with this id
     * @param id of the topic
     * @param batch given some records at a time, each partition's in order; false when it needs no more
     * @return the offsets of the end
     * @throws KafkaException when Kafka does not answer
     */
    public Map<TopicPartition, Long> read(
            Map<TopicPartition, KnownTopics.Known> known,
            String id,
            Predicate<List<ConsumerRecord<String, byte[]>>> batch) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                KnownTopics.Known last = known.get(partition);
                long from = last != null && last.topicId().equals(id) ? last.end() : 0;
                long begin = begins.getOrDefault(partition, 0L);
                consumer.seek(partition, Math.max(begin, Math.min(from, ends.getOrDefault(partition, 0L))));
            }
            boolean more = true;
            while (more
                    && partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                more = batch.test(partitions.stream()
                        .flatMap(partition -> records.records(partition).stream())
                        .toList());
            }
            return ends;
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
