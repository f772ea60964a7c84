package dev.kept.projections.kinds.checkpoints;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint with its whole history. Each piece names the entry it comes from.
 *
 * @param by the side that set it; null when it follows from a decision's review date
 * @param due the date set last
 * @param agenda null when the decision says it all
 * @param about items to be looked at
 * @param dates every date that was ever set, the last one last; misses stand with the date that was missed
 * @param held what came of it
 * @param cancelled by which entry there was nothing to look at any more
 * @param waiting for both sides, until it was held
 * @param lastSequence the last entry about it
 */
public record CheckpointView(
        UUID checkpoint,
        @Nullable Side by,
        CheckpointState state,
        Due due,
        @Nullable Text agenda,
        List<UUID> about,
        List<CheckpointDate> dates,
        @Nullable Holding held,
        @Nullable Provenance cancelled,
        List<Turn> waiting,
        long lastSequence) {

    public CheckpointView {
        about = List.copyOf(about);
        dates = List.copyOf(dates);
        waiting = List.copyOf(waiting);
    }

    /**
     * A date that was set.
     *
     * @param reason why it took the place of the one before
     * @param missed by which entry it was missed
     */
    public record CheckpointDate(
            Due due,
            Provenance set,
            @Nullable Text reason,
            @Nullable Provenance missed) {}

    /**
     * How it took place.
     *
     * @param outcomes none when it was held by reviewing the decision it is about, which holds the outcome
     * @param decisions decisions put forward with it
     * @param commitments commitments made and asked for with it
     */
    public record Holding(
            Due occurred, Side by, Provenance held, List<Text> outcomes, List<UUID> decisions, List<UUID> commitments) {
        public Holding {
            outcomes = List.copyOf(outcomes);
            decisions = List.copyOf(decisions);
            commitments = List.copyOf(commitments);
        }
    }
}
