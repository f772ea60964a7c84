package dev.kept.projections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.local.SharedKafka;
import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A pair of topics of its own on the shared broker, written as the relay writes them. */
public final class KafkaLog implements AutoCloseable {

    public static final int PARTITIONS = 3;
    private static final int ATTEMPTS = 5;

    private final String prefix;
    private final KafkaSource source;
    private KafkaProducer<byte[], byte[]> producer;

    private KafkaLog(String prefix, String bootstrapServers, Map<String, String> properties) {
        this.prefix = prefix;
        this.source = new KafkaSource(bootstrapServers, Topics.under(prefix), properties);
        this.producer = producer(source);
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaSource source) {
        Map<String, Object> config = source.client();
        config.putAll(
                Map.of("acks", "all", "linger.ms", "0", "request.timeout.ms", "5000", "delivery.timeout.ms", "10000"));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static KafkaLog fresh() {
        return fresh(SharedKafka.bootstrapServers(), Map.of());
    }

    /** On another broker. */
    public static KafkaLog fresh(String bootstrapServers, Map<String, String> properties) {
        KafkaLog log = new KafkaLog("test-" + UUID.randomUUID() + ".", bootstrapServers, properties);
        log.create();
        return log;
    }

    /**
     * Other topics of the same names, without a record. The producer is another one too: what a client remembers of
     * topics that are gone is not what is tested with it, and it has held records back for as long as two minutes.
     */
    public void recreate() {
        producer.close();
        delete();
        create();
        producer = producer(source);
    }

    private void create() {
        List<String> names = names();
        try (Admin admin = Admin.create(source.client())) {
            admin.createTopics(List.of(
                            new NewTopic(source.topics().statements(), PARTITIONS, (short) 1),
                            new NewTopic(source.topics().treeHeads(), PARTITIONS, (short) 1),
                            new NewTopic(source.topics().disclosures(), PARTITIONS, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
            ReadSide.until(() -> isThere(admin, names));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names() {
        Topics topics = source.topics();
        return List.of(topics.statements(), topics.disclosures(), topics.treeHeads());
    }

    private static boolean isThere(Admin admin, List<String> names) {
        try {
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }

    public String prefix() {
        return prefix;
    }

    public KafkaSource source() {
        return source;
    }

    /** How many records there are in both topics. */
    public long records() {
        return end(source.topics().statements()) + end(source.topics().disclosures());
    }

    /** The sum of a topic's offsets. */
    public long end(String topic) {
        try (Admin admin = Admin.create(source.client())) {
            Map<TopicPartition, OffsetSpec> all = new HashMap<>();
            for (int i = 0; i < PARTITIONS; i++) {
                all.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
            return admin.listOffsets(all).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public static int partitionOf(UUID ledger) {
        return Math.floorMod(ledger.hashCode(), PARTITIONS);
    }

    /** Disclosures first, then the statement, both acknowledged, as the relay does. */
    public Statements.Written send(Entry entry) {
        Statements.Written written = Statements.write(entry);
        send(entry, written);
        return written;
    }

    public void send(Entry entry, Statements.Written written) {
        disclose(entry, written.disclosures());
        state(entry.ledger(), written.bytes());
    }

    /** As the relay does: in one transaction, at whose end each partition has an offset more that is no record. */
    public void sendInTransaction(List<Entry> entries, boolean committed) {
        try (KafkaProducer<byte[], byte[]> transactional = transactional()) {
            add(transactional, entries);
            if (committed) {
                transactional.commitTransaction();
            } else {
                transactional.flush();
                transactional.abortTransaction();
            }
        }
    }

    /** A relay in the middle of a transaction. */
    public KafkaProducer<byte[], byte[]> begin(List<Entry> entries) {
        KafkaProducer<byte[], byte[]> transactional = transactional();
        add(transactional, entries);
        transactional.flush();
        return transactional;
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        KafkaProducer<byte[], byte[]> transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", source.bootstrapServers(), "transactional.id", prefix),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        transactional.initTransactions();
        transactional.beginTransaction();
        return transactional;
    }

    private void add(KafkaProducer<byte[], byte[]> transactional, List<Entry> entries) {
        entries.forEach(entry -> {
            Statements.Written written = Statements.write(entry);
            if (!written.disclosures().isEmpty()) {
                transactional.send(disclosureRecord(entry, written.disclosures()));
            }
            transactional.send(statementRecord(entry.ledger(), written.bytes()));
        });
    }

    public void sendAll(List<Entry> entries) {
        // Written once: what is sent again has to be the same, and each writing has salts of its own.
        Map<Entry, Statements.Written> written = new LinkedHashMap<>();
        entries.forEach(entry -> written.put(entry, Statements.write(entry)));
        for (int attempt = 1; !areSent(written); attempt++) {
            renew(attempt);
        }
    }

    private boolean areSent(Map<Entry, Statements.Written> entries) {
        List<Future<RecordMetadata>> disclosed = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> statements = new ArrayList<>();
        entries.forEach((entry, written) -> {
            if (!written.disclosures().isEmpty()) {
                disclosed.add(producer.send(disclosureRecord(entry, written.disclosures())));
            }
            statements.add(statementRecord(entry.ledger(), written.bytes()));
        });
        // A statement may not be there before its disclosures are.
        return disclosed.stream().allMatch(KafkaLog::isAcknowledged)
                && statements.stream().map(producer::send).toList().stream().allMatch(KafkaLog::isAcknowledged);
    }

    public void state(UUID ledger, byte[] statement) {
        deliver(statementRecord(ledger, statement));
    }

    /** A statement with a header that names the span it comes of. */
    public void state(UUID ledger, byte[] statement, String trace) {
        ProducerRecord<byte[], byte[]> record = statementRecord(ledger, statement);
        record.headers().add("traceparent", trace.getBytes(US_ASCII));
        deliver(record);
    }

    public void disclose(Entry entry, List<Disclosure> disclosures) {
        if (!disclosures.isEmpty()) {
            deliver(disclosureRecord(entry, disclosures));
        }
    }

    public void eraseAll(Entry entry) {
        deliver(record(source.topics().disclosures(), entry.ledger(), entry.ledger() + "/" + entry.sequence(), null));
    }

    /** Any bytes, as they must not come. */
    public void raw(String topic, UUID ledger, @Nullable String key, byte @Nullable [] value) {
        deliver(new ProducerRecord<>(topic, partitionOf(ledger), key == null ? null : key.getBytes(US_ASCII), value));
    }

    private ProducerRecord<byte[], byte[]> statementRecord(UUID ledger, byte[] statement) {
        return record(source.topics().statements(), ledger, ledger.toString(), statement);
    }

    private ProducerRecord<byte[], byte[]> disclosureRecord(Entry entry, List<Disclosure> disclosures) {
        String joined = disclosures.stream()
                .map(Disclosure::encoded)
                .collect(Collectors.joining(String.valueOf(Disclosure.SEPARATOR)));
        return record(
                source.topics().disclosures(),
                entry.ledger(),
                entry.ledger() + "/" + entry.sequence(),
                joined.getBytes(US_ASCII));
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, UUID ledger, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, partitionOf(ledger), key.getBytes(US_ASCII), value);
    }

    private void deliver(ProducerRecord<byte[], byte[]> record) {
        for (int attempt = 1; !isAcknowledged(producer.send(record)); attempt++) {
            renew(attempt);
        }
    }

    /** Of a topic that was made anew a client may know the old one for long: then another client sends the records. */
    private void renew(int attempt) {
        if (attempt == ATTEMPTS) {
            throw new IllegalStateException("Kafka takes no records");
        }
        producer.close(Duration.ZERO);
        producer = producer(source);
    }

    /** False when it took too long. */
    private static boolean isAcknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return false;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        delete();
    }

    private void delete() {
        try (Admin admin = Admin.create(source.client())) {
            admin.deleteTopics(names()).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
