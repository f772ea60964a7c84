package dev.kept.projections.ingest;

import org.apache.kafka.common.TopicPartition;

/** The two topics. A ledger's statements and disclosures have the same partition number. */
final class Topics {

    static final String STATEMENTS = "ledger.statements";
    static final String DISCLOSURES = "ledger.disclosures";

    private Topics() {}

    static TopicPartition statements(int partition) {
        return new TopicPartition(STATEMENTS, partition);
    }

    static TopicPartition disclosures(int partition) {
        return new TopicPartition(DISCLOSURES, partition);
    }
}
