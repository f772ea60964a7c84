package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.LedgerSlice;
import java.util.UUID;

/** What is read of a ledger to decide about mediators. */
public interface MediationSlice extends LedgerSlice {

    Mediations mediations();

    /** Whether an invitation of a member or a party ever had this id. */
    boolean knowsInvitation(UUID id);
}
