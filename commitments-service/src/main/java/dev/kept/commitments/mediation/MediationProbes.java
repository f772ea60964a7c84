package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DeclineMediator;
import dev.kept.commitments.mediation.MediationCommand.DismissMediator;
import dev.kept.commitments.mediation.MediationCommand.ProposeMediator;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Mediators. */
public final class MediationProbes implements Probes<MediationSlice> {

    @Override
    public String kind() {
        return "mediation";
    }

    @Override
    public List<Probe<MediationSlice>> ofLedger(UUID ledger, MediationSlice state, Issue issue) {
        return List.of(Probe.of(new ProposeMediator(
                ledger, Sample.NEW_ID, "", Sample.ahead(issue).at(), Sample.TEXT, null)));
    }

    @Override
    public Set<UUID> items(MediationSlice state) {
        return state.mediations().all().keySet();
    }

    @Override
    public List<Probe<MediationSlice>> ofItem(UUID ledger, UUID id, MediationSlice state, Issue issue) {
        return List.of(
                Probe.of(new AdmitMediator(ledger, id)),
                Probe.of(new DeclineMediator(ledger, id, null)),
                Probe.of(new DismissMediator(ledger, id, null)),
                Probe.of(new StandDown(ledger, id, null)));
    }
}
