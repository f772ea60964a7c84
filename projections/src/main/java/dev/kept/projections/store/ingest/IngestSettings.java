package dev.kept.projections.store.ingest;

/**
 * How much ingest is done at once.
 *
 * @param workers feeds in this process, each with its share of the partitions
 * @param maxRecords at most so many in a batch
 */
public record IngestSettings(KafkaSource kafka, int workers, int maxRecords) {}
