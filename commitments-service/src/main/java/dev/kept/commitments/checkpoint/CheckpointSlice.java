package dev.kept.commitments.checkpoint;

import dev.kept.commitments.commitment.CommitmentSlice;
import dev.kept.commitments.decision.DecisionSlice;
import dev.kept.commitments.kernel.Issue;
import dev.kept.events.LedgerEvent;
import java.util.List;

/** What is read of a ledger to decide about checkpoints; holding one makes commitments and proposes decisions. */
public interface CheckpointSlice extends CommitmentSlice, DecisionSlice {

    Checkpoints checkpoints();

    /** The state as it will be once these are recorded: what the next part of a command is decided over. */
    CheckpointSlice after(List<LedgerEvent> events, Issue issue);
}
