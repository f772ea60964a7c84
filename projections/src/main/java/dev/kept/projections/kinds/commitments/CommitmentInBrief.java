package dev.kept.projections.kinds.commitments;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A commitment as other items refer to it, by its current occurrence.
 *
 * @param due in force now
 */
public record CommitmentInBrief(UUID commitment, Text title, Side promisor, State state, Due due) {

    private static final CommitmentFold FOLD = new CommitmentFold();

    /** In the order of the ids; one that this reading does not know is left out. */
    public static List<CommitmentInBrief> of(LedgerReading reading, Collection<UUID> ids) {
        return ids.stream()
                .flatMap(id -> reading.item(FOLD, id).stream())
                .map(Item::view)
                .map(CommitmentInBrief::of)
                .toList();
    }

    private static CommitmentInBrief of(CommitmentView view) {
        return new CommitmentInBrief(
                view.commitment(),
                view.terms().title(),
                view.promisor(),
                view.state(),
                view.occurrence(view.current()).due());
    }
}
