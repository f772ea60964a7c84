package dev.kept.commitments.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in Kafka transactions: readers see all of one or nothing. Whoever opens the next one fences this one: what is still
 * in its buffers never becomes visible. After a failure it is of no use any more, and everything since the last commit is sent again
 * by the next one.
 */
public final class TransactionalProducer implements AutoCloseable {

    /** For the topics of entries, whoever writes them: opening it takes the right to write away from the one before. */
    static final String RELAY = "kept-relay";

    /** For the topic of tree heads, likewise. */
    public static final String NOTARY = "kept-notary";

    private static final int PATIENCE_MILLIS = 3_000;
    private static final int TRANSACTION_MILLIS = 60_000;
    private static final int LINGER_MILLIS = 200;

    private final Producer<String, byte[]> producer;
    private final BooleanSupplier goOn;
    private final Runnable away;
    private final Map<TopicPartition, Long> added = new ConcurrentHashMap<>();
    private boolean begun;

    private TransactionalProducer(Producer<String, byte[]> producer, BooleanSupplier goOn, Runnable away) {
        this.producer = producer;
        this.goOn = goOn;
        this.away = away;
    }

    /**
     * As {@link #open(KafkaSettings, String, BooleanSupplier, Runnable)}, for the topics of entries.
     *
     * @param goOn asked while Kafka does not answer; false ends the waiting
     * @param away called each time Kafka has not answered for a while
     * @throws Undelivered when Kafka does not answer
     */
    public static TransactionalProducer open(KafkaSettings settings, BooleanSupplier goOn, Runnable away)
            throws Undelivered, InterruptedException {
        return open(settings, RELAY, goOn, away);
    }

    /**
     * Opens a producer, and fences every other one of that name.
     *
     * @param name its transactional id, one for all who write the same topics
     * @param goOn asked while Kafka does not answer; false ends the waiting
     * @param away called each time Kafka has not answered for a while
     * @throws Undelivered when Kafka does not answer
     */
    public static TransactionalProducer open(KafkaSettings settings, String name, BooleanSupplier goOn, Runnable away)
            throws Undelivered, InterruptedException {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        // Without it the producer forgets topics that rest, and asks for them when it is least able to.
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        // Until they are full or the transaction ends, which never waits: each request costs the broker a flush.
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 << 10);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return over(new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()), goOn, away);
    }

    /** As {@link #open(KafkaSettings, String, BooleanSupplier, Runnable)}, with a client of Kafka that has done nothing yet. */
    static TransactionalProducer over(Producer<String, byte[]> producer, BooleanSupplier goOn, Runnable away)
            throws Undelivered, InterruptedException {
        TransactionalProducer opened = new TransactionalProducer(producer, goOn, away);
        try {
            opened.asking(opened.producer::initTransactions);
            return opened;
        } catch (Undelivered | InterruptedException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Sends the records in order, as one transaction, and returns when all are committed. */
    public void send(List<ProducerRecord<String, byte[]>> records) throws Undelivered, InterruptedException {
        add(records);
        commit();
    }

    /** Sends the records within the transaction that is open; begins one when none is. */
    void add(List<ProducerRecord<String, byte[]>> records) throws Undelivered, InterruptedException {
        try {
            for (ProducerRecord<String, byte[]> record : records) {
                if (!begun) {
                    producer.beginTransaction();
                    begun = true;
                }
                requireEnqueued(producer.send(record, this::added));
            }
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (KafkaException e) {
            throw new Undelivered(e);
        }
    }

    /** Returns when every replica has all that was added, and readers may see it. */
    void commit() throws Undelivered, InterruptedException {
        if (begun) {
            asking(producer::commitTransaction);
            begun = false;
        }
    }

    private void added(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (metadata != null && failure == null && metadata.hasOffset()) {
            added.merge(new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset() + 1, Math::max);
        }
    }

    /** By partition, the offset after the last record of what has been committed since this was asked last. */
    public Map<TopicPartition, Long> takeEnds() {
        Map<TopicPartition, Long> ends = Map.copyOf(added);
        added.clear();
        return ends;
    }

    /** The producer had no room, or did not know the topic's leader in time: the transaction is spoiled. */
    private static void requireEnqueued(Future<RecordMetadata> sent) throws Undelivered {
        if (sent.state() == Future.State.FAILED) {
            throw new Undelivered(sent.exceptionNow());
        }
    }

    /** Kafka may be asked the same again after it has not answered in time. */
    private void asking(Runnable question) throws Undelivered, InterruptedException {
        while (true) {
            try {
                question.run();
                return;
            } catch (TimeoutException e) {
                away.run();
                if (!goOn.getAsBoolean()) {
                    throw new Undelivered(null);
                }
            } catch (InterruptException e) {
                throw new InterruptedException();
            } catch (KafkaException e) {
                throw new Undelivered(e);
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** Records were not committed. Kafka may have committed them all the same: sending all of them again is harmless. */
    public static final class Undelivered extends Exception {
        Undelivered(@Nullable Throwable cause) {
            super(cause == null ? "stopped while waiting" : cause.getClass().getSimpleName(), cause);
        }
    }
}
