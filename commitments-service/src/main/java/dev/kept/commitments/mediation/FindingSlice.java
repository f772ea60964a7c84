package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide about findings. */
public interface FindingSlice extends LedgerSlice, Disputes {

    Findings findings();
}
