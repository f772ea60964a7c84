package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.LedgerSlice;

/** What is read of a ledger to decide about a mediator's questions. */
public interface QuestionSlice extends LedgerSlice {

    Questions questions();
}
