package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was decided and why. A decision is never edited: another one takes its place. */
public sealed interface DecisionEvent extends LedgerEvent {

    UUID decision();

    @Override
    default UUID subject() {
        return decision();
    }

    /**
     * A side puts a decision forward.
     *
     * @param commitments commitments that it affects
     * @param review when it will be looked at again; becomes a checkpoint once both agreed
     * @param supersedes the decision in force whose place it takes once both agreed
     */
    record DecisionProposed(
            UUID decision,
            Side by,
            Text statement,
            Text rationale,
            List<Alternative> alternatives,
            List<Evidence> evidence,
            List<UUID> commitments,
            @Nullable Review review,
            @Nullable UUID supersedes)
            implements DecisionEvent {
        public DecisionProposed {
            alternatives = List.copyOf(alternatives);
            evidence = List.copyOf(evidence);
            commitments = List.copyOf(commitments);
        }
    }

    /** The other side agreed: in force. */
    record DecisionAgreed(UUID decision) implements DecisionEvent {}

    /** A side objects, to a proposal or to a decision in force; a decision in force stays so until another takes its place. */
    record DecisionObjected(UUID decision, UUID objection, Side by, Text reason) implements DecisionEvent {}

    /** The side that put it forward took it back before it was agreed. */
    record DecisionWithdrawn(UUID decision, @Nullable Text reason) implements DecisionEvent {}

    /**
     * Another decision took its place. Recorded with the agreement to that one.
     *
     * @param replacement the decision in force from now on
     */
    record DecisionSuperseded(UUID decision, UUID replacement) implements DecisionEvent {}

    /**
     * A decision in force was looked at again.
     *
     * @param next when it will be looked at after this
     */
    record DecisionReviewed(
            UUID decision, Side by, Text outcome, @Nullable Review next) implements DecisionEvent {}

    /** What else was considered. */
    record Alternative(Text text, @Nullable Text whyNot) {}

    /**
     * When a decision is looked at again.
     *
     * @param checkpoint the checkpoint that this becomes
     */
    record Review(UUID checkpoint, Due at) {}
}
