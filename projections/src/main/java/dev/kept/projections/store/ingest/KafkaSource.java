package dev.kept.projections.store.ingest;

/**
 * Where the log is.
 *
 * @param bootstrapServers as Kafka's clients want them
 */
public record KafkaSource(String bootstrapServers, Topics topics) {}
