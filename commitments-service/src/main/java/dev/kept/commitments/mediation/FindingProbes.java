package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.commitments.mediation.FindingCommand.AcceptFinding;
import dev.kept.commitments.mediation.FindingCommand.DeclineFinding;
import dev.kept.commitments.mediation.FindingCommand.RecordFinding;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A mediator's findings. */
public final class FindingProbes implements Probes<FindingSlice> {

    @Override
    public String kind() {
        return "finding";
    }

    @Override
    public List<Probe<FindingSlice>> ofLedger(UUID ledger, FindingSlice state, Issue issue) {
        return List.of(Probe.of(new RecordFinding(ledger, Sample.NEW_ID, Sample.TEXT, null, List.of(), List.of())));
    }

    @Override
    public Set<UUID> items(FindingSlice state) {
        return state.findings().all().keySet();
    }

    @Override
    public List<Probe<FindingSlice>> ofItem(UUID ledger, UUID id, FindingSlice state, Issue issue) {
        return List.of(Probe.of(new AcceptFinding(ledger, id)), Probe.of(new DeclineFinding(ledger, id, null)));
    }
}
