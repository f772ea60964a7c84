package dev.kept.projections.store.ingest;

import org.jspecify.annotations.Nullable;

/** Kafka does not answer, or not with what was asked for. Passes by itself. */
public final class KafkaUnavailable extends RuntimeException {

    public KafkaUnavailable(String message) {
        this(message, null);
    }

    public KafkaUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
