package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.EntryRow;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes are told of ledgers: how to read one, and how to decide over it.
 *
 * @param <S> a ledger's state; immutable
 */
public interface LedgerModel<S> {

    /** The state before the first entry. */
    S unopened();

    /**
     * Reads a ledger, in the thread of the caller who needs it.
     *
     * @return null when it has no entry
     * @throws dev.kept.commitments.eventstore.StoreUnavailable when PostgreSQL does not answer
     */
    @Nullable
    KnownLedger<S> load(UUID ledger);

    /**
     * The last entry that the store holds of a ledger now; -1 when it holds none.
     *
     * @throws dev.kept.commitments.eventstore.StoreUnavailable when PostgreSQL does not answer
     */
    long last(UUID ledger);

    /**
     * Decides a command: alone from the state, without touching the store.
     *
     * @throws org.axonframework.modelling.command.ConcurrencyException when the state is too old for it: the ledger is read again
     * @throws Exception when it is refused, or fails
     */
    Decision<S> decide(UUID ledger, S state, CommandMessage<?> command) throws Exception;

    /** How long the written form of a state is, in bytes: an estimate of its size in memory follows from it. */
    int writtenLength(UUID ledger, S state);

    /**
     * Hears that entries were committed, and may save a snapshot, in another thread.
     *
     * @return the last entry that a snapshot holds, or will hold; as it was before when nothing is saved
     */
    long committed(UUID ledger, S state, long last, long snapshot);

    /** Hears that a ledger is not kept in memory any longer, and may save a snapshot, in another thread. */
    void left(UUID ledger, S state, long last, long snapshot);

    /**
     * What a command comes to.
     *
     * @param answer to the caller
     * @param state afterwards
     * @param rows to be stored; none when nothing is to be recorded
     */
    record Decision<S>(@Nullable Object answer, S state, List<EntryRow> rows) {}
}
