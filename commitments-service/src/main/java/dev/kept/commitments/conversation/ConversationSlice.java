package dev.kept.commitments.conversation;

import dev.kept.commitments.checkpoint.CheckpointSlice;
import dev.kept.commitments.kernel.Issue;
import dev.kept.events.LedgerEvent;
import java.util.List;

/** What is read of a ledger to decide about conversations; one brings commitments, decisions and checkpoints. */
public interface ConversationSlice extends CheckpointSlice {

    Conversations conversations();

    @Override
    ConversationSlice after(List<LedgerEvent> events, Issue issue);
}
