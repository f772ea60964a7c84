package dev.kept.commitments.eventstore;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Where lanes store what they have decided. */
public interface AppendStore {

    /** What became of a batch that the database has answered for. Unless it was stored, nothing of it was. */
    sealed interface Result {}

    /** Committed. */
    record Stored() implements Result {}

    /**
     * Other entries stood in the way of some.
     *
     * @param repeated those whose command id the ledger holds already
     * @param overtaken ledgers that do not end where their entries begin
     */
    record InTheWay(Set<Append> repeated, Set<UUID> overtaken) implements Result {}

    /**
     * The database refused the batch and does not say for whose sake.
     *
     * @param concurrent whether it may be stored when it is tried again, because others were writing at the same time
     */
    record Refused(boolean concurrent, String sqlState) implements Result {
        /** Of a command that the database refuses by itself. */
        public RuntimeException failure() {
            return new EventStoreException("the store refused an entry: SQL state " + sqlState);
        }
    }

    /**
     * Stores all or nothing.
     *
     * @param appends those of one ledger in order, each where the one before ends
     * @throws StoreUnavailable when the store does not answer
     */
    Result store(List<Append> appends);

    /**
     * Whether the ledger holds a command of this id.
     *
     * @throws StoreUnavailable when the store does not answer
     */
    boolean isRecorded(UUID ledger, UUID command);
}
