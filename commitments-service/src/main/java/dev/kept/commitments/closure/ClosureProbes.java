package dev.kept.commitments.closure;

import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.closure.ClosureCommand.DeclineClosing;
import dev.kept.commitments.closure.ClosureCommand.DeclineReopening;
import dev.kept.commitments.closure.ClosureCommand.ReopenLedger;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import java.util.List;
import java.util.UUID;

/** Closing and reopening the ledger. */
public final class ClosureProbes implements Probes<ClosureSlice> {

    @Override
    public String kind() {
        return "ledger";
    }

    @Override
    public List<Probe<ClosureSlice>> ofLedger(UUID ledger, ClosureSlice state, Issue issue) {
        return List.of(
                Probe.of(new CloseLedger(ledger, null)),
                Probe.of(new DeclineClosing(ledger, null)),
                Probe.of(new ReopenLedger(ledger, null)),
                Probe.of(new DeclineReopening(ledger, null)));
    }
}
