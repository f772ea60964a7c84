package dev.kept.commitments.checkin;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide about check-ins. */
public interface CheckInSlice extends LedgerSlice {

    CheckIns checkIns();
}
