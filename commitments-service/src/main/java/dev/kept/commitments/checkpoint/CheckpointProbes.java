package dev.kept.commitments.checkpoint;

import dev.kept.commitments.checkpoint.CheckpointCommand.HoldCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.RescheduleCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Checkpoints. */
public final class CheckpointProbes implements Probes<CheckpointSlice> {

    @Override
    public String kind() {
        return "checkpoint";
    }

    @Override
    public List<Probe<CheckpointSlice>> ofLedger(UUID ledger, CheckpointSlice state, Issue issue) {
        return List.of(
                Probe.of(new ScheduleCheckpoint(ledger, Sample.NEW_ID, Sample.ahead(issue), Sample.TEXT, List.of())));
    }

    @Override
    public Set<UUID> items(CheckpointSlice state) {
        return state.checkpoints().all().keySet();
    }

    @Override
    public List<Probe<CheckpointSlice>> ofItem(UUID ledger, UUID id, CheckpointSlice state, Issue issue) {
        return List.of(
                Probe.of(new HoldCheckpoint(ledger, id, Sample.past(issue), List.of(), List.of(), List.of())),
                Probe.of(new RescheduleCheckpoint(ledger, id, Sample.ahead(issue), null)));
    }
}
