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
 * @param differences in the order of partitions
 */
public record Report(long entries, long records, long repeated, long waiting, List<Difference> differences) {

    /** Both together. */
    Report and(Report other) {
        List<Difference> all = new ArrayList<>(differences);
        all.addAll(other.differences);
        return new Report(
                entries + other.entries,
                records + other.records,
                repeated + other.repeated,
                waiting + other.waiting,
                List.copyOf(all));
    }

    /** Whether both hold the same. */
    public boolean same() {
        return differences.isEmpty();
    }

    /** 0 when both hold the same, 1 when they differ. */
    public int exitCode() {
        return same() ? 0 : 1;
    }
}
