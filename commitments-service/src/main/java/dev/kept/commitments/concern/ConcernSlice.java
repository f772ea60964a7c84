package dev.kept.commitments.concern;

import dev.kept.commitments.commitment.CommitmentSlice;

/** What is read of a ledger to decide about concerns; an apology makes a commitment. */
public interface ConcernSlice extends CommitmentSlice {

    Concerns concerns();
}
