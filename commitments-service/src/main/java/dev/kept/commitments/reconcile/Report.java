package dev.kept.commitments.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param entries in the event store
 * @param records statements in Kafka
 * @param repeated of those, the ones that stand there more than once; harmless
 * @param waiting entries that the relay has not sent yet; no difference
 * @param findings in the order of partitions
 */
public record Report(long entries, long records, long repeated, long waiting, List<Finding> findings) {

    /** Both together. */
    Report and(Report other) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new Report(
                entries + other.entries,
                records + other.records,
                repeated + other.repeated,
                waiting + other.waiting,
                List.copyOf(all));
    }

    /** Whether both hold the same. */
    public boolean same() {
        return findings.isEmpty();
    }

    /** 0 when both hold the same, 1 when they differ. */
    public int exitCode() {
        return same() ? 0 : 1;
    }
}
