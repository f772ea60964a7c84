package dev.kept.projections.kinds.checkpoints;

import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A checkpoint as other items refer to it. */
public record CheckpointInBrief(
        UUID checkpoint,
        CheckpointState state,
        Due due,
        @Nullable Text agenda) {

    private static final CheckpointFold FOLD = new CheckpointFold();

    /** In the order of the ids; one that this reading does not know is left out. */
    public static List<CheckpointInBrief> of(LedgerReading reading, Collection<UUID> ids) {
        return ids.stream()
                .flatMap(id -> reading.item(FOLD, id).stream())
                .map(Item::view)
                .map(view -> new CheckpointInBrief(view.checkpoint(), view.state(), view.due(), view.agenda()))
                .toList();
    }
}
