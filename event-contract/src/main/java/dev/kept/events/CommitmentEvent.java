package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commitment's life. {@code occurrence} counts from 1; a commitment that does not recur has just occurrence 1. The promisor is the
 * party that owes it.
 */
public sealed interface CommitmentEvent extends LedgerEvent {

    UUID commitment();

    @Override
    default UUID subject() {
        return commitment();
    }

    /** The promisor made a commitment; it is open at once. */
    record CommitmentMade(UUID commitment, Side promisor, Terms terms) implements CommitmentEvent {}

    /** The promisee asked for a commitment; it is open once the promisor accepts. */
    record CommitmentRequested(UUID commitment, Side promisor, Terms terms) implements CommitmentEvent {}

    /** The side whose turn it was accepted the terms last put forward. */
    record RequestAccepted(UUID commitment) implements CommitmentEvent {}

    record RequestDeclined(UUID commitment, @Nullable Text reason) implements CommitmentEvent {}

    /** The side whose turn it was put forward other terms; now it is the other side's turn. */
    record RequestCountered(
            UUID commitment, Side by, Terms terms, @Nullable Text reason) implements CommitmentEvent {}

    /**
     * The promisor told how it goes.
     *
     * @param progress percent, 0 to 100
     * @param atRisk an early warning that the due instant may not be met
     */
    record UpdateDelivered(
            UUID commitment,
            int occurrence,
            Text text,
            @Nullable Integer progress,
            @Nullable Confidence confidence,
            boolean atRisk)
            implements CommitmentEvent {}

    /** A side proposed other terms for an open or missed occurrence; the terms in force stay until accepted. */
    record TermsProposed(UUID commitment, int occurrence, UUID proposal, Side by, RevisedTerms terms, Text reason)
            implements CommitmentEvent {}

    record TermsAccepted(UUID commitment, int occurrence, UUID proposal) implements CommitmentEvent {}

    record TermsDeclined(
            UUID commitment,
            int occurrence,
            UUID proposal,
            @Nullable Text reason) implements CommitmentEvent {}

    /**
     * The answer to a proposal is another proposal.
     *
     * @param proposal the proposal answered
     * @param counter the id of the new one
     */
    record TermsCountered(
            UUID commitment, int occurrence, UUID proposal, UUID counter, Side by, RevisedTerms terms, Text reason)
            implements CommitmentEvent {}

    /** The promisor says it is done: in time, late, or again after a dispute. */
    record CommitmentDelivered(
            UUID commitment, int occurrence, @Nullable Text text, List<Evidence> evidence) implements CommitmentEvent {
        public CommitmentDelivered {
            evidence = List.copyOf(evidence);
        }
    }

    record DeliveryConfirmed(
            UUID commitment, int occurrence, @Nullable Text comment) implements CommitmentEvent {}

    record DeliveryDisputed(UUID commitment, int occurrence, Text reason) implements CommitmentEvent {}

    record DisputeWithdrawn(
            UUID commitment, int occurrence, @Nullable Text reason) implements CommitmentEvent {}

    /** Nobody confirmed or disputed within the confirmation window: it counts as kept, and is shown as not contested. */
    record DeliveryUncontested(UUID commitment, int occurrence) implements CommitmentEvent {}

    /**
     * The due instant passed without a delivery, or the promisor admitted earlier that it will.
     *
     * @param admitted by the promisor, rather than recorded by the system
     */
    record DeadlineMissed(
            UUID commitment,
            int occurrence,
            boolean admitted,
            @Nullable Text reason) implements CommitmentEvent {}

    /** The promisor gave a reason for a miss. */
    record ReasonGiven(UUID commitment, int occurrence, Text reason) implements CommitmentEvent {}

    /** Either side took a dispute to the mediator. */
    record DisputeEscalated(
            UUID commitment,
            int occurrence,
            Side by,
            @Nullable Text reason) implements CommitmentEvent {}

    /**
     * Both sides accepted a mediator's finding on a dispute.
     *
     * @param kept whether the delivery counts, by the time it was made; else the occurrence is missed
     */
    record DisputeResolved(UUID commitment, int occurrence, UUID finding, boolean kept) implements CommitmentEvent {}

    /** The promisee excused a miss. */
    record MissExcused(
            UUID commitment, int occurrence, @Nullable Text reason) implements CommitmentEvent {}

    /** The promisee released the promisor from all occurrences that are still open. */
    record CommitmentReleased(UUID commitment, @Nullable Text reason) implements CommitmentEvent {}

    /** The promisor withdrew the commitment: all occurrences that are still open. */
    record CommitmentWithdrawn(UUID commitment, Text reason) implements CommitmentEvent {}

    enum Confidence {
        LOW,
        MEDIUM,
        HIGH
    }

    /** Terms put forward for one occurrence; what is null stays as it is. */
    record RevisedTerms(
            Due due,
            @Nullable Text title,
            @Nullable Text details,
            @Nullable Text conditions,
            @Nullable Text evaluation) {}
}
