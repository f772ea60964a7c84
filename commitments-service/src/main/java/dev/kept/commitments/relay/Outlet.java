package dev.kept.commitments.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records and waits until every replica has them, however long that takes. It never gives a record up while it lives: a producer
 * that drops one and sends the next would turn a ledger's order round.
 */
public final class Outlet implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 3_000;

    private final Producer<String, byte[]> producer;
    private final BooleanSupplier goOn;
    private final Runnable away;

    /**
     * Opens a producer.
     *
     * @param goOn asked while Kafka does not answer; false ends the waiting
     * @param away told each time Kafka has not answered for a while
     */
    public Outlet(KafkaSettings settings, BooleanSupplier goOn, Runnable away) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "kept-relay");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        // Without it the producer forgets topics that rest, and asks for them when it is least able to.
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        this.goOn = goOn;
        this.away = away;
    }

    /**
     * Sends the records in order and returns when all are acknowledged.
     *
     * @throws Undelivered when they are not, and this outlet is of no use any more
     */
    public void send(List<ProducerRecord<String, byte[]>> records) throws Undelivered, InterruptedException {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
            for (ProducerRecord<String, byte[]> record : records) {
                sent.add(enqueue(record));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                await(acknowledgement);
            }
        } catch (InterruptException e) {
            throw new InterruptedException();
        }
    }

    private Future<RecordMetadata> enqueue(ProducerRecord<String, byte[]> record) throws Undelivered {
        Future<RecordMetadata> sent = producer.send(record);
        while (isNotEnqueued(sent)) {
            waitOn();
            sent = producer.send(record);
        }
        return sent;
    }

    /** The producer had no room or did not know the topic's leader in time; it answers so at once, and keeps nothing. */
    private static boolean isNotEnqueued(Future<RecordMetadata> sent) {
        return sent.state() == Future.State.FAILED
                && sent.exceptionNow() instanceof org.apache.kafka.common.errors.TimeoutException;
    }

    private void await(Future<RecordMetadata> acknowledgement) throws Undelivered, InterruptedException {
        while (true) {
            try {
                acknowledgement.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                waitOn();
            } catch (ExecutionException e) {
                throw new Undelivered(e.getCause());
            }
        }
    }

    private void waitOn() throws Undelivered {
        away.run();
        if (!goOn.getAsBoolean()) {
            throw new Undelivered(null);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** Records were not acknowledged. Kafka may hold some of them: sending all of them again is harmless. */
    public static final class Undelivered extends Exception {
        Undelivered(@Nullable Throwable cause) {
            super(cause == null ? "stopped while waiting" : cause.getClass().getSimpleName(), cause);
        }
    }
}
