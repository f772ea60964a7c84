package dev.kept.commitments.decision;

import dev.kept.commitments.decision.Decision.InForce;
import dev.kept.commitments.decision.Decision.Proposed;
import dev.kept.commitments.decision.Decision.Superseded;
import dev.kept.commitments.decision.Decision.Withdrawn;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.DecisionEvent;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionReviewed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.DecisionEvent.DecisionWithdrawn;
import dev.kept.events.DecisionEvent.Review;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every decision of a ledger.
 *
 * @param all proposals and superseded ones too, by id
 */
public record Decisions(PMap<UUID, Decision> all) {

    public static final Decisions NONE = new Decisions(HashTreePMap.empty());

    Decision require(UUID id) {
        Decision decision = all.get(id);
        if (decision == null) {
            throw Rejected.unknown(
                    "decision-not-found", "There is no such decision in this ledger.", Map.of("decision", id));
        }
        return decision;
    }

    Proposed requireProposed(UUID id) {
        return switch (require(id)) {
            case Proposed proposed -> proposed;
            case InForce ignored ->
                throw Rejected.rule(
                        "decision-in-force",
                        "Both sides agreed to this decision; it can be objected to, reviewed or superseded.",
                        Map.of("decision", id));
            case Withdrawn ignored -> throw withdrawn(id);
            case Superseded ignored -> throw superseded(id);
        };
    }

    InForce requireInForce(UUID id) {
        return switch (require(id)) {
            case InForce inForce -> inForce;
            case Proposed ignored ->
                throw Rejected.rule(
                        "decision-not-agreed",
                        "This decision was put forward, and the other side has not agreed to it.",
                        Map.of("decision", id));
            case Withdrawn ignored -> throw withdrawn(id);
            case Superseded ignored -> throw superseded(id);
        };
    }

    static Rejected withdrawn(UUID id) {
        return Rejected.rule(
                "decision-withdrawn", "This decision was taken back before it was agreed.", Map.of("decision", id));
    }

    static Rejected superseded(UUID id) {
        return Rejected.rule(
                "decision-superseded", "Another decision took the place of this one.", Map.of("decision", id));
    }

    public Decisions evolve(DecisionEvent event) {
        UUID id = event.decision();
        return switch (event) {
            case DecisionProposed it ->
                replacing(it.supersedes(), id).with(id, new Proposed(it.by(), it.review(), it.supersedes()));
            case DecisionAgreed ignored ->
                with(id, new InForce(checkpointOf(requireProposed(id).review()), null));
            case DecisionObjected ignored -> this;
            case DecisionWithdrawn ignored ->
                replacing(requireProposed(id).supersedes(), null).with(id, new Withdrawn());
            case DecisionSuperseded ignored -> with(id, new Superseded());
            case DecisionReviewed it ->
                with(id, new InForce(checkpointOf(it.next()), requireInForce(id).replacement()));
        };
    }

    private Decisions replacing(@Nullable UUID old, @Nullable UUID proposal) {
        return old == null ? this : with(old, requireInForce(old).replacement(proposal));
    }

    private static @Nullable UUID checkpointOf(@Nullable Review review) {
        return review == null ? null : review.checkpoint();
    }

    private Decisions with(UUID id, Decision decision) {
        return new Decisions(all.plus(id, decision));
    }
}
