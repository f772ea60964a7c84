package dev.kept.commitments.mediation;

import dev.kept.events.Side;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a mediation is. */
sealed interface Mediation {

    /** base64url of SHA-256 over the secret the candidate was sent. */
    String secretDigest();

    /**
     * The candidate has not answered yet.
     *
     * @param proposer the member who proposed: the proposal ends with that person's membership
     */
    record Proposed(UUID proposer, String secretDigest, Instant expires) implements Mediation {}

    /**
     * The candidate accepted and disclosed interests.
     *
     * @param admittedBy the side that has already admitted; null when neither has
     */
    record Candidate(
            UUID person, String secretDigest, @Nullable Side admittedBy) implements Mediation {}

    /** Both sides admitted the mediator, who sees the whole ledger. */
    record InForce(UUID person, String secretDigest) implements Mediation {}

    /** Declined, stood down or dismissed; or nobody had answered when the proposer left or the ledger was closed. */
    record Ended(String secretDigest) implements Mediation {}
}
