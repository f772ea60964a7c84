package dev.kept.commitments.seen;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide what somebody saw first. */
public interface SeenSlice extends LedgerSlice {

    Seen seen();
}
