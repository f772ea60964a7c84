package dev.kept.projections.store.ingest;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record as it came from Kafka. Its arrays are never changed, and no two records are ever compared. */
@SuppressWarnings("ArrayRecordComponent")
record Received(
        String topic, int partition, long offset, Instant sentAt, byte @Nullable [] key, byte @Nullable [] value) {

    static Received of(ConsumerRecord<byte[], byte[]> record) {
        return new Received(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value());
    }
}
