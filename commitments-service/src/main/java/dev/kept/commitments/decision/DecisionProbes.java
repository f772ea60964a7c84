package dev.kept.commitments.decision;

import dev.kept.commitments.decision.DecisionCommand.AgreeDecision;
import dev.kept.commitments.decision.DecisionCommand.ObjectToDecision;
import dev.kept.commitments.decision.DecisionCommand.ProposeDecision;
import dev.kept.commitments.decision.DecisionCommand.ReviewDecision;
import dev.kept.commitments.decision.DecisionCommand.SupersedeDecision;
import dev.kept.commitments.decision.DecisionCommand.WithdrawDecision;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Decisions. */
public final class DecisionProbes implements Probes<DecisionSlice> {

    private static final Substance SUBSTANCE =
            new Substance(Sample.TEXT, Sample.TEXT, List.of(), List.of(), List.of(), null);

    @Override
    public String kind() {
        return "decision";
    }

    @Override
    public List<Probe<DecisionSlice>> ofLedger(UUID ledger, DecisionSlice state, Issue issue) {
        return List.of(Probe.of(new ProposeDecision(ledger, Sample.NEW_ID, SUBSTANCE, Sample.NEW_ID)));
    }

    @Override
    public Set<UUID> items(DecisionSlice state) {
        return state.decisions().all().keySet();
    }

    @Override
    public List<Probe<DecisionSlice>> ofItem(UUID ledger, UUID id, DecisionSlice state, Issue issue) {
        return List.of(
                Probe.of(new AgreeDecision(ledger, id)),
                Probe.of(new ObjectToDecision(ledger, id, Sample.NEW_ID, Sample.TEXT)),
                Probe.of(new WithdrawDecision(ledger, id, null)),
                Probe.of(new ReviewDecision(ledger, id, Sample.TEXT, null)),
                Probe.of(new SupersedeDecision(ledger, id, Sample.NEW_ID, SUBSTANCE, Sample.NEW_ID)));
    }
}
