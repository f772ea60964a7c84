package dev.kept.projections.store.ingest;

import org.apache.kafka.common.TopicPartition;

/** The names of the two topics. A ledger's statements and disclosures have the same partition number. */
public record Topics(String statements, String disclosures) {

    public static final String PREFIX = "ledger.";

    /** {@code ledger.statements} and {@code ledger.disclosures} for the prefix {@code ledger.}. */
    public static Topics under(String prefix) {
        return new Topics(prefix + "statements", prefix + "disclosures");
    }

    TopicPartition statements(int partition) {
        return new TopicPartition(statements, partition);
    }

    TopicPartition disclosures(int partition) {
        return new TopicPartition(disclosures, partition);
    }
}
