package dev.kept.commitments.closure;

import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.events.Side;
import java.util.List;
import java.util.UUID;

/** What is read of a ledger to decide whether it closes. */
public interface ClosureSlice extends LedgerSlice {

    Closure closure();

    /** Whether anybody acts for a side. */
    boolean hasMembers(Side side);

    /** Commitments that somebody still owes, or that wait for an answer. */
    List<UUID> unsettledCommitments();
}
