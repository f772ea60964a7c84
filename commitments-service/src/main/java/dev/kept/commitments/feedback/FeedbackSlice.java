package dev.kept.commitments.feedback;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide about feedback. */
public interface FeedbackSlice extends LedgerSlice {

    Feedbacks feedbacks();
}
