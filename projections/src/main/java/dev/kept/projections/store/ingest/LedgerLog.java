package dev.kept.projections.store.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two topics as one thread reads them, from wherever it is told to. */
final class LedgerLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerLog.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Topics topics;
    private final Consumer<byte[], byte[]> consumer;
    /**
     * Asks on a connection of its own: on the other one an answer would queue behind a fetch that waits for records. An end that it tells
     * may lie behind records of a transaction that is still open.
     */
    private final Admin asker;

    private int restarts;

    LedgerLog(KafkaSource kafka, String clientId, int maxRecords) {
        topics = kafka.topics();
        Map<String, Object> properties = kafka.client();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        // What a relay sent after another took its place is never committed.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Map<String, Object> asking = kafka.client();
        asking.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId + "-asker");
        asking.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        asking.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        asker = Admin.create(asking);
    }

    /** Records of both topics, each in its partition's order. */
    record Polled(List<Received> statements, List<Received> disclosures) {
        boolean isEmpty() {
            return statements.isEmpty() && disclosures.isEmpty();
        }
    }

    /** The partitions' numbers, the same in both topics. */
    Set<Integer> partitions() {
        Map<String, TopicDescription> described = described();
        Set<Integer> statements = partitions(described, topics.statements());
        if (!statements.equals(partitions(described, topics.disclosures()))) {
            throw new KafkaUnavailable("the topics " + topics.statements() + " and " + topics.disclosures()
                    + " differ in their number of partitions");
        }
        return statements;
    }

    private static Set<Integer> partitions(Map<String, TopicDescription> described, String topic) {
        return Objects.requireNonNull(described.get(topic)).partitions().stream()
                .map(TopicPartitionInfo::partition)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ids of the two topics, by name: a topic that was deleted and made again has another one. */
    Map<String, String> topicIds() {
        Map<String, String> ids = new TreeMap<>();
        described().forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
        return ids;
    }

    private Map<String, TopicDescription> described() {
        return answerTo(asker.describeTopics(List.of(topics.statements(), topics.disclosures()))
                .allTopicNames());
    }

    void goTo(Map<TopicPartition, Long> positions) {
        consumer.assign(positions.keySet());
        consumer.resume(positions.keySet());
        positions.forEach(consumer::seek);
    }

    Polled poll(Duration timeout) {
        List<Received> statements = new ArrayList<>();
        List<Received> disclosures = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                boolean statement = record.topic().equals(topics.statements());
                (statement ? statements : disclosures).add(Received.of(record));
            }
        } catch (OffsetOutOfRangeException e) {
            // The log is another one than before, or was cut: from its beginning on, what is known already is passed
            // over.
            LOG.warn(
                    "Kafka does not have the offsets read last in {}; reading these from the beginning",
                    e.partitions());
            consumer.seekToBeginning(e.partitions());
            restarts++;
        }
        return new Polled(statements, disclosures);
    }

    /** How often offsets that were read last were found to be no more, and reading began anew. */
    int restarts() {
        return restarts;
    }

    /** Reads disclosures only, until {@link #readAll}. */
    void readDisclosuresOnly() {
        consumer.pause(consumer.assignment().stream()
                .filter(each -> each.topic().equals(topics.statements()))
                .toList());
    }

    void readAll() {
        consumer.resume(consumer.assignment());
    }

    /** The offset of the next record to come; it passes over the ends of transactions, which are no records. */
    long position(TopicPartition partition) {
        return asking(() -> consumer.position(partition, ANSWER));
    }

    /** The end of a partition as far as it is known without asking; asking later gives at least that. */
    long knownEnd(TopicPartition partition) {
        return position(partition) + consumer.currentLag(partition).orElse(0);
    }

    /** Where partitions end now: the offset after the last record or end of a transaction, committed or not. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        // Uncommitted: a statement may be visible while its disclosures' partition is not told yet that the same
        // transaction is committed. An end must count them, so that reading up to it waits for them.
        Map<TopicPartition, Long> ends = new HashMap<>();
        answerTo(asker.listOffsets(
                                partitions.stream()
                                        .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())),
                                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Lets a thread that polls return at once, with a {@link WakeupException}. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
        asker.close(Duration.ZERO);
    }

    private static <T> T answerTo(KafkaFuture<T> answer) {
        try {
            return answer.get(2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("interrupted", e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new KafkaUnavailable("Kafka does not answer", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new KafkaUnavailable("the topics do not exist yet", e);
            }
            if (cause instanceof TimeoutException) {
                throw new KafkaUnavailable("Kafka does not answer", e);
            }
            throw new KafkaUnavailable(
                    "Kafka answers with "
                            + (cause == null ? e : cause).getClass().getSimpleName(),
                    e);
        }
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> T asking(Question<T> question) {
        try {
            return question.ask();
        } catch (TimeoutException e) {
            throw new KafkaUnavailable("Kafka does not answer", e);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            throw new KafkaUnavailable("Kafka answers with " + e.getClass().getSimpleName(), e);
        }
    }
}
