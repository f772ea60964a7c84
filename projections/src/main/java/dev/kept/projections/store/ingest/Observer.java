package dev.kept.projections.store.ingest;

import java.util.List;
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
     * @param traced those of the new entries that came with a trace
     */
    record Committed(
            int records, int entries, long nanos, Map<UUID, Long> heads, Set<UUID> halted, List<Traced> traced) {}

    /**
     * An entry of a command whose trace is recorded.
     *
     * @param trace the command's span, as {@link dev.kept.http.tracing.Traces#HEADER} has it
     */
    record Traced(UUID ledger, long sequence, String trace) {}

    void committed(Committed committed);
}
