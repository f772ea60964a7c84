package dev.kept.projections.kinds.checkpoints;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.checkpoints.CheckpointView.CheckpointDate;
import dev.kept.projections.kinds.checkpoints.CheckpointView.Holding;
import dev.kept.projections.kinds.commitments.CommitmentInBrief;
import dev.kept.projections.kinds.decisions.DecisionInBrief;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A checkpoint with its whole history, and what came of it as that stands. See {@link CheckpointView}. */
public record CheckpointAnswer(
        UUID checkpoint,
        @Nullable Side by,
        CheckpointState state,
        Due due,
        @Nullable Text agenda,
        List<UUID> about,
        List<CheckpointDate> dates,
        @Nullable HeldCheckpoint held,
        @Nullable Provenance cancelled,
        List<Turn> waiting,
        long lastSequence) {

    /** How it took place. See {@link Holding}. */
    public record HeldCheckpoint(
            Due occurred,
            Side by,
            Provenance held,
            List<Text> outcomes,
            List<DecisionInBrief> decisions,
            List<CommitmentInBrief> commitments) {}

    static CheckpointAnswer of(LedgerReading reading, CheckpointView view) {
        return new CheckpointAnswer(
                view.checkpoint(),
                view.by(),
                view.state(),
                view.due(),
                view.agenda(),
                view.about(),
                view.dates(),
                held(reading, view.held()),
                view.cancelled(),
                view.waiting(),
                view.lastSequence());
    }

    private static @Nullable HeldCheckpoint held(LedgerReading reading, @Nullable Holding held) {
        return held == null
                ? null
                : new HeldCheckpoint(
                        held.occurred(),
                        held.by(),
                        held.held(),
                        held.outcomes(),
                        DecisionInBrief.of(reading, held.decisions()),
                        CommitmentInBrief.of(reading, held.commitments()));
    }
}
