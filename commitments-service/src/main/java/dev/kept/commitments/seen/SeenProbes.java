package dev.kept.commitments.seen;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.events.SeenEvent.Range;
import java.util.List;
import java.util.UUID;

/** Recording that one has seen entries. */
public final class SeenProbes implements Probes<SeenSlice> {

    @Override
    public String kind() {
        return "ledger";
    }

    @Override
    public List<Probe<SeenSlice>> ofLedger(UUID ledger, SeenSlice state, Issue issue) {
        return List.of(Probe.of(new RecordSeen(ledger, List.of(new Range(0, state.sequence())))));
    }
}
