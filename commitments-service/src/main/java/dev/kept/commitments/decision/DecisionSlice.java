package dev.kept.commitments.decision;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What is read of a ledger to decide about decisions. */
public interface DecisionSlice extends LedgerSlice {

    Decisions decisions();

    /** Whether anybody acts for a side. */
    boolean hasMembers(Side side);

    /**
     * Makes sure that these are commitments of this ledger.
     *
     * @throws dev.kept.commitments.kernel.Rejected when one is not
     */
    void requireCommitments(Collection<UUID> commitments);

    /** What is to be recorded of a checkpoint when there is nothing to look at any more. */
    List<LedgerEvent> cancelCheckpoint(UUID checkpoint, Instant now);

    /** What is to be recorded of a checkpoint when what it was for takes place now. */
    List<LedgerEvent> holdCheckpoint(UUID checkpoint, Issue issue);
}
