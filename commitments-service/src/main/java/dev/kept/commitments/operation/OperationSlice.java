package dev.kept.commitments.operation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerSlice;
import java.util.List;
import java.util.UUID;

/** What is read of a ledger to say what somebody may do in it. */
public interface OperationSlice extends LedgerSlice {

    /** Every kind of item, always in the same order. */
    List<ProbedKind> kinds(UUID ledger, Issue issue);
}
