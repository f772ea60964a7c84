package dev.kept.projections.kinds.decisions;

import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision with its whole history. Each piece names the entry it comes from.
 *
 * @param by the side that put it forward
 * @param commitments those that it affects
 * @param review as it was put forward
 * @param nextReview when it will be looked at next; null unless it is in force and a date is set
 * @param supersedes the decision whose place it takes, or took
 * @param supersededBy the decision that took its place
 * @param agreed by which entry both sides had agreed
 * @param superseded by which entry it ended
 * @param waiting a proposal for the other side; what a side objects to, for its counterpart
 * @param lastSequence the last entry about it
 */
public record DecisionView(
        UUID decision,
        Side by,
        DecisionState state,
        Text statement,
        Text rationale,
        List<Alternative> alternatives,
        List<Evidence> evidence,
        List<UUID> commitments,
        @Nullable PlannedReview review,
        @Nullable PlannedReview nextReview,
        @Nullable UUID supersedes,
        @Nullable UUID supersededBy,
        Provenance proposed,
        @Nullable Provenance agreed,
        @Nullable DecisionWithdrawal withdrawn,
        @Nullable Provenance superseded,
        List<DecisionObjection> objections,
        List<DecisionReview> reviews,
        List<Turn> waiting,
        long lastSequence) {

    public DecisionView {
        alternatives = List.copyOf(alternatives);
        evidence = List.copyOf(evidence);
        commitments = List.copyOf(commitments);
        objections = List.copyOf(objections);
        reviews = List.copyOf(reviews);
        waiting = List.copyOf(waiting);
    }

    /** @param checkpoint the checkpoint that it is, or becomes once both agreed */
    public record PlannedReview(UUID checkpoint, Due at) {}

    public record DecisionWithdrawal(
            Provenance withdrawn, @Nullable Text reason) {}

    /** @param inForce whether the decision was in force by then */
    public record DecisionObjection(UUID objection, Side by, Text reason, boolean inForce, Provenance objected) {}

    /** @param next when it was to be looked at after this */
    public record DecisionReview(
            Side by, Text outcome, @Nullable PlannedReview next, Provenance reviewed) {}
}
