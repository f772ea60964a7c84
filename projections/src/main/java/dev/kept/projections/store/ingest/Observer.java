package dev.kept.projections.store.ingest;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Is told, after each commit and on the thread that committed, what there is to see now. */
public interface Observer {

    Observer NONE = committed -> {};

    /**
     * A batch that is there to be read.
     *
     * @param records read from Kafka, of both topics
     * @param entries newly recorded
     * @param nanos the time it took, waiting for Kafka not counted
     * @param heads of the ledgers that have new entries
     * @param halted ledgers that do not go on from here
     */
    record Committed(int records, int entries, long nanos, Map<UUID, Long> heads, Set<UUID> halted) {}

    void committed(Committed committed);
}
