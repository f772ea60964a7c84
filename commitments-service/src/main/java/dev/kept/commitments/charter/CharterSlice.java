package dev.kept.commitments.charter;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide about its charter. */
public interface CharterSlice extends LedgerSlice {

    Charters charters();
}
