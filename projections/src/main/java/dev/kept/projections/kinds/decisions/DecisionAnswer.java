package dev.kept.projections.kinds.decisions;

import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.commitments.CommitmentInBrief;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionObjection;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionReview;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionWithdrawal;
import dev.kept.projections.kinds.decisions.DecisionView.PlannedReview;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision with its whole history, in the chain of what took whose place. See {@link DecisionView}.
 *
 * @param commitments those that it affects, as they stand
 * @param earlier whose place it took, one after the other, the first decision first; the rationale of each says why it came
 * @param later what took its place, one after the other
 * @param replacement what is put forward to take its place, and not agreed
 */
public record DecisionAnswer(
        UUID decision,
        Side by,
        DecisionState state,
        Text statement,
        Text rationale,
        List<Alternative> alternatives,
        List<Evidence> evidence,
        List<CommitmentInBrief> commitments,
        @Nullable PlannedReview review,
        @Nullable PlannedReview nextReview,
        Provenance proposed,
        @Nullable Provenance agreed,
        @Nullable DecisionWithdrawal withdrawn,
        @Nullable Provenance superseded,
        List<DecisionObjection> objections,
        List<DecisionReview> reviews,
        List<DecisionInBrief> earlier,
        List<DecisionInBrief> later,
        @Nullable DecisionInBrief replacement,
        List<Turn> waiting,
        long lastSequence) {

    private static final DecisionFold FOLD = new DecisionFold();

    static DecisionAnswer of(LedgerReading reading, DecisionView view) {
        return new DecisionAnswer(
                view.decision(),
                view.by(),
                view.state(),
                view.statement(),
                view.rationale(),
                view.alternatives(),
                view.evidence(),
                CommitmentInBrief.of(reading, view.commitments()),
                view.review(),
                view.nextReview(),
                view.proposed(),
                view.agreed(),
                view.withdrawn(),
                view.superseded(),
                view.objections(),
                view.reviews(),
                earlier(reading, view),
                later(reading, view),
                replacement(reading, view),
                view.waiting(),
                view.lastSequence());
    }

    private static List<DecisionInBrief> earlier(LedgerReading reading, DecisionView view) {
        List<DecisionInBrief> chain = new ArrayList<>();
        for (var at = decision(reading, view.supersedes());
                at.isPresent();
                at = decision(reading, at.get().supersedes())) {
            chain.add(DecisionInBrief.of(at.get()));
        }
        return chain.reversed();
    }

    private static List<DecisionInBrief> later(LedgerReading reading, DecisionView view) {
        List<DecisionInBrief> chain = new ArrayList<>();
        for (var at = decision(reading, view.supersededBy());
                at.isPresent();
                at = decision(reading, at.get().supersededBy())) {
            chain.add(DecisionInBrief.of(at.get()));
        }
        return chain;
    }

    private static Optional<DecisionView> decision(LedgerReading reading, @Nullable UUID id) {
        return id == null ? Optional.empty() : reading.item(FOLD, id).map(Item::view);
    }

    private static @Nullable DecisionInBrief replacement(LedgerReading reading, DecisionView view) {
        if (view.state() != DecisionState.IN_FORCE) {
            return null;
        }
        ItemFilter proposed = new ItemFilter(
                Set.of(DecisionState.PROPOSED.wireName()),
                null,
                null,
                null,
                view.proposed().sequence(),
                Integer.MAX_VALUE);
        return reading.items(FOLD, proposed).stream()
                .map(Item::view)
                .filter(each -> view.decision().equals(each.supersedes()))
                .findAny()
                .map(DecisionInBrief::of)
                .orElse(null);
    }
}
