package dev.kept.projections.kinds.decisions;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as other items refer to it.
 *
 * @param by the side that put it forward
 * @param agreed by which entry both sides had agreed
 */
public record DecisionInBrief(
        UUID decision,
        Side by,
        DecisionState state,
        Text statement,
        Text rationale,
        Provenance proposed,
        @Nullable Provenance agreed) {

    private static final DecisionFold FOLD = new DecisionFold();

    /** In the order of the ids; one that this reading does not know is left out. */
    public static List<DecisionInBrief> of(LedgerReading reading, Collection<UUID> ids) {
        return ids.stream()
                .flatMap(id -> reading.item(FOLD, id).stream())
                .map(Item::view)
                .map(DecisionInBrief::of)
                .toList();
    }

    static DecisionInBrief of(DecisionView view) {
        return new DecisionInBrief(
                view.decision(),
                view.by(),
                view.state(),
                view.statement(),
                view.rationale(),
                view.proposed(),
                view.agreed());
    }
}
