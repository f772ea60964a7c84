package dev.kept.commitments.reconcile;

/** What to do about what is missing. Bytes that differ are never touched: somebody has to find out why. */
public enum Refill {
    /** Only compare. */
    NOTHING,
    /** Send what Kafka lacks at the end of its ledgers, and the texts it lacks. A hole before the end stays: Kafka only appends. */
    KAFKA,
    /** Insert into the event store what only Kafka has; needs the role that owns the schema. */
    STORE,
    /** Delete both topics, make them anew, and have the relay send everything again. Every reader must start over. */
    FRESH_TOPICS
}
