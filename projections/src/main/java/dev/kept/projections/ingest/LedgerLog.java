package dev.kept.projections.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
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
    private final Consumer<byte[], byte[]> asker;

    LedgerLog(KafkaSource kafka, String clientId, int maxRecords) {
        topics = kafka.topics();
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        // What a relay sent after another took its place is never committed.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-asker");
        // A statement may be visible while its disclosures' partition is not told yet that the same transaction is
        // committed: an end must count them, so that reading up to it waits for them.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        asker = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Records of both topics, each in its partition's order. */
    record Polled(List<Received> statements, List<Received> disclosures) {
        boolean isEmpty() {
            return statements.isEmpty() && disclosures.isEmpty();
        }
    }

    /** The partitions' numbers, the same in both topics. */
    Set<Integer> partitions() {
        Set<Integer> statements = partitions(topics.statements());
        Set<Integer> disclosures = partitions(topics.disclosures());
        if (!statements.equals(disclosures)) {
            throw new KafkaUnavailable("the topics " + topics.statements() + " and " + topics.disclosures()
                    + " differ in their number of partitions");
        }
        return statements;
    }

    private Set<Integer> partitions(String topic) {
        List<PartitionInfo> found = asking(() -> asker.partitionsFor(topic, ANSWER));
        if (found == null || found.isEmpty()) {
            throw new KafkaUnavailable("the topic " + topic + " does not exist yet");
        }
        return found.stream().map(PartitionInfo::partition).collect(Collectors.toCollection(TreeSet::new));
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
        }
        return new Polled(statements, disclosures);
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
        return new HashMap<>(asking(() -> asker.endOffsets(partitions, ANSWER)));
    }

    /** Lets a thread that polls return at once, with a {@link WakeupException}. */
    void wakeup() {
        consumer.wakeup();
        asker.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
        asker.close();
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
