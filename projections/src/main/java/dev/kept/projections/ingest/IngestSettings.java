package dev.kept.projections.ingest;

/**
 * @param bootstrapServers Kafka's, as its clients want them
 * @param workers feeds in this process, each with its share of the partitions
 * @param maxRecords at most so many in a batch
 */
public record IngestSettings(String bootstrapServers, int workers, int maxRecords) {}
