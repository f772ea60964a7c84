package dev.kept.commitments.commitment;

import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.events.Side;

/** What is read of a ledger to decide about commitments. */
public interface CommitmentSlice extends LedgerSlice {

    Commitments commitments();

    /** Whether anybody acts for a side. */
    boolean hasMembers(Side side);

    /**
     * Makes sure that there is a mediator to whom something can be taken.
     *
     * @throws dev.kept.commitments.kernel.Rejected when there is none
     */
    void requireMediator();
}
