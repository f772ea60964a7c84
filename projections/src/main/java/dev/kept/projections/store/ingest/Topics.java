package dev.kept.projections.store.ingest;

import org.apache.kafka.common.TopicPartition;

/**
 * The names of the topics. A ledger's statements and disclosures have the same partition number.
 *
 * @param treeHeads the signed tree heads, which the audit alone reads
 */
public record Topics(String statements, String disclosures, String treeHeads) {

    public static final String PREFIX = "ledger.";

    /** {@code ledger.statements} and so on for the prefix {@code ledger.}. */
    public static Topics under(String prefix) {
        return new Topics(prefix + "statements", prefix + "disclosures", prefix + "tree-heads");
    }

    TopicPartition statements(int partition) {
        return new TopicPartition(statements, partition);
    }

    TopicPartition disclosures(int partition) {
        return new TopicPartition(disclosures, partition);
    }
}
