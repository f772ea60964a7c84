package dev.kept.commitments.win;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide about wins. */
public interface WinSlice extends LedgerSlice {

    Wins wins();
}
