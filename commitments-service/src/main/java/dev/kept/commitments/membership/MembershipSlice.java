package dev.kept.commitments.membership;

import dev.kept.commitments.kernel.LedgerSlice;
import java.time.Instant;
import java.util.UUID;

/** What is read of a ledger to decide who belongs to it. */
public interface MembershipSlice extends LedgerSlice {

    Membership membership();

    /** Whether a mediation ever had this id. */
    boolean knowsMediation(UUID id);

    /** Whether a person is a mediator, or accepted to become one. */
    boolean mediates(UUID person);

    /**
     * Makes sure that a proposal of a mediator waits for whoever brings this secret.
     *
     * @return when the proposal expires
     * @throws dev.kept.commitments.kernel.Rejected when there is none, or it was answered
     */
    Instant requireMediatorInvited(UUID mediation, String secretDigest);
}
