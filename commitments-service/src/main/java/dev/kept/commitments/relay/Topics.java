package dev.kept.commitments.relay;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics of the ledgers: created where missing, and kept from losing what stands in them. */
public final class Topics {

    private static final Duration PROMPT = Duration.ofSeconds(5);

    private static final String MIN_INSYNC = "min.insync.replicas";

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    /** For ever: a ledger's statements and heads are never too old. */
    private static final Map<String, String> FOR_EVER =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

    /** Where texts are erased: {@link SegmentRolls} closes segments that nothing follows. */
    private static Map<String, String> disclosures(Duration lag) {
        String millis = Long.toString(lag.toMillis());
        return Map.of(
                "cleanup.policy", "compact",
                "max.compaction.lag.ms", millis,
                "min.compaction.lag.ms", "0",
                "segment.ms", millis,
                "segment.jitter.ms", "0",
                "delete.retention.ms", "86400000",
                "file.delete.delay.ms", "60000",
                "max.message.bytes", "2097152");
    }

    private final KafkaSettings settings;
    private final Duration patience;

    /** By name, how each is set. */
    private final Map<String, Map<String, String>> wanted;

    /** The two topics of entries. */
    public Topics(KafkaSettings settings) {
        this(settings, PROMPT);
    }

    /** @param patience how long an answer of Kafka's is waited for */
    public Topics(KafkaSettings settings, Duration patience) {
        this(
                settings,
                patience,
                Map.of(
                        LedgerRecords.STATEMENTS,
                        FOR_EVER,
                        LedgerRecords.DISCLOSURES,
                        disclosures(settings.compactionLag())));
    }

    private Topics(KafkaSettings settings, Duration patience, Map<String, Map<String, String>> wanted) {
        this.settings = settings;
        this.patience = patience;
        this.wanted = wanted;
    }

    /** The topic of tree heads, which stays when those of entries are made anew: it is what they are compared with. */
    public static Topics ofHeads(KafkaSettings settings) {
        return new Topics(settings, PROMPT, Map.of(LedgerRecords.TREE_HEADS, FOR_EVER));
    }

    /**
     * Creates what is missing and sets what must be.
     *
     * @throws UnsuitableTopics when a topic has another number of partitions than the settings say, or Kafka too few brokers
     * @throws TimeoutException when Kafka does not answer
     */
    public void prepare() throws UnsuitableTopics, TimeoutException, InterruptedException {
        try (Admin admin = admin()) {
            long end = System.nanoTime() + patience.toNanos();
            while (!prepared(admin)) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException("Kafka does not show the topics it made");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (ExecutionException e) {
            throw away(e);
        }
    }

    /** False while a topic that was made or deleted a moment ago is not known, or still known, everywhere. */
    private boolean prepared(Admin admin)
            throws UnsuitableTopics, ExecutionException, TimeoutException, InterruptedException {
        try {
            create(admin);
            for (TopicDescription topic : describe(admin)) {
                requirePartitions(topic);
                requireInsyncReplicas(admin, topic);
            }
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            if (e.getCause() instanceof InvalidReplicationFactorException) {
                throw new UnsuitableTopics(
                        ("kept.kafka.replication-factor says %d, and Kafka has fewer brokers. Nothing is sent:"
                                        + " start more brokers, or say how many replicas there are to be.")
                                .formatted(settings.replicationFactor()));
            }
            throw e;
        }
    }

    /** An acknowledged entry is on two brokers wherever one of them may be away. */
    private void requireInsyncReplicas(Admin admin, TopicDescription topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        int replicas = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(1);
        set(admin, topic.name(), Map.of(MIN_INSYNC, Integer.toString(insync(replicas))));
        if (replicas < settings.replicationFactor()) {
            log.warn(
                    "Topic {} has {} replicas and kept.kafka.replication-factor says {}: what Kafka acknowledged can be"
                            + " lost with a broker. Add replicas by kafka-reassign-partitions, then start again.",
                    topic.name(),
                    replicas,
                    settings.replicationFactor());
        }
    }

    /** How many replicas must have a record before it is acknowledged: two, where one more may be missing. */
    static int insync(int replicas) {
        return replicas >= 3 ? 2 : 1;
    }

    private void requirePartitions(TopicDescription topic) throws UnsuitableTopics {
        int partitions = topic.partitions().size();
        if (partitions != settings.partitions()) {
            throw new UnsuitableTopics("Topic %s has %d partitions and kept.kafka.partitions says %d."
                            .formatted(topic.name(), partitions, settings.partitions())
                    + " Nothing is sent: a ledger must stay in its partition.");
        }
    }

    /** By name, the ids of those of the topics that are there. */
    Map<String, String> ids() throws TimeoutException, InterruptedException {
        try (Admin admin = admin()) {
            Map<String, String> ids = new HashMap<>();
            for (TopicListing topic : within(admin.listTopics().listings())) {
                if (wanted.containsKey(topic.name())) {
                    ids.put(topic.name(), topic.topicId().toString());
                }
            }
            return ids;
        } catch (ExecutionException e) {
            throw away(e);
        }
    }

    /** The offsets after the last records. */
    Map<TopicPartition, Long> ends() throws TimeoutException, InterruptedException {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> all = new HashMap<>();
            for (String topic : wanted.keySet()) {
                for (int partition = 0; partition < settings.partitions(); partition++) {
                    all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
                }
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            within(admin.listOffsets(all).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw away(e);
        }
    }

    /** Throws the topics away and makes them anew, empty. Whoever read them must start over. */
    public void recreate() throws UnsuitableTopics, TimeoutException, InterruptedException {
        try (Admin admin = admin()) {
            Set<String> names = wanted.keySet();
            delete(admin, names);
            long end = System.nanoTime() + 3 * patience.toNanos();
            while (!Collections.disjoint(within(admin.listTopics().names()), names)) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException("Kafka does not delete the topics");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (ExecutionException e) {
            throw away(e);
        }
        prepare();
    }

    /**
     * The partitions that texts were ever sent to.
     *
     * @throws TimeoutException when Kafka does not answer
     */
    Set<Integer> withTexts() throws TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < settings.partitions(); partition++) {
            ends.put(new TopicPartition(LedgerRecords.DISCLOSURES, partition), OffsetSpec.latest());
        }
        try (Admin admin = admin()) {
            return within(admin.listOffsets(ends).all()).entrySet().stream()
                    .filter(end -> end.getValue().offset() > 0)
                    .map(end -> end.getKey().partition())
                    .collect(Collectors.toSet());
        } catch (ExecutionException e) {
            throw away(e);
        }
    }

    private void create(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        for (Map.Entry<String, Map<String, String>> topic : wanted.entrySet()) {
            try {
                within(admin.createTopics(List.of(
                                new NewTopic(topic.getKey(), settings.partitions(), settings.replicationFactor())
                                        .configs(atCreation(topic.getValue()))))
                        .all());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                set(admin, topic.getKey(), topic.getValue());
            }
        }
    }

    /** From its first record on. */
    private Map<String, String> atCreation(Map<String, String> always) {
        Map<String, String> config = new HashMap<>(always);
        config.put(MIN_INSYNC, Integer.toString(insync(settings.replicationFactor())));
        return config;
    }

    private void set(Admin admin, String topic, Map<String, String> values)
            throws ExecutionException, TimeoutException, InterruptedException {
        Collection<AlterConfigOp> changes = values.entrySet().stream()
                .map(value ->
                        new AlterConfigOp(new ConfigEntry(value.getKey(), value.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        within(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                .all());
    }

    private Collection<TopicDescription> describe(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        return within(admin.describeTopics(wanted.keySet()).allTopicNames()).values();
    }

    private Admin admin() {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(AdminClientConfig.CLIENT_ID_CONFIG, "kept-topics");
        int millis = (int) patience.toMillis();
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis * 4 / 5));
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return Admin.create(client);
    }

    private <T> T within(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return within(future, patience.plusSeconds(1));
    }

    /** @throws TimeoutException that says so, unlike the future's own */
    static <T> T within(KafkaFuture<T> future, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("no answer within " + patience.toMillis() + " ms");
        }
    }

    /** Topics that are not there need not be deleted. */
    private void delete(Admin admin, Set<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (KafkaFuture<Void> deleted :
                admin.deleteTopics(names).topicNameValues().values()) {
            try {
                within(deleted);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
    }

    private static TimeoutException away(ExecutionException failure) {
        Throwable cause = failure.getCause();
        String kind = (cause == null ? failure : cause).getClass().getSimpleName();
        TimeoutException away = new TimeoutException("no answer in time, " + kind);
        away.initCause(failure);
        return away;
    }
}
