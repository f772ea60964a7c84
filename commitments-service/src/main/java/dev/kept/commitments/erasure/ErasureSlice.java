package dev.kept.commitments.erasure;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide about erasing texts. */
public interface ErasureSlice extends LedgerSlice {

    Erasures erasures();
}
