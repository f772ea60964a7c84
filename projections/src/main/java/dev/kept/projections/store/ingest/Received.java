package dev.kept.projections.store.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kept.http.tracing.Traces;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from Kafka. Its arrays are never changed, and no two records are ever compared.
 *
 * @param trace what its header {@link Traces#HEADER} says; null where it has none that can be read
 */
@SuppressWarnings("ArrayRecordComponent")
record Received(
        String topic,
        int partition,
        long offset,
        Instant sentAt,
        byte @Nullable [] key,
        byte @Nullable [] value,
        @Nullable String trace) {

    private static final int TRACE_LENGTH = 55;

    static Received of(ConsumerRecord<byte[], byte[]> record) {
        return new Received(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                trace(record.headers().lastHeader(Traces.HEADER)));
    }

    private static @Nullable String trace(@Nullable Header header) {
        byte[] value = header == null ? null : header.value();
        if (value == null || value.length != TRACE_LENGTH) {
            return null;
        }
        String trace = new String(value, US_ASCII);
        return Traces.read(trace).isValid() ? trace : null;
    }
}
