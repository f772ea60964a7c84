package dev.kept.commitments.concern;

import dev.kept.commitments.concern.ConcernCommand.AcceptRemedy;
import dev.kept.commitments.concern.ConcernCommand.AcknowledgeConcern;
import dev.kept.commitments.concern.ConcernCommand.DeclareReadiness;
import dev.kept.commitments.concern.ConcernCommand.DeclineRemedy;
import dev.kept.commitments.concern.ConcernCommand.EscalateConcern;
import dev.kept.commitments.concern.ConcernCommand.NameCause;
import dev.kept.commitments.concern.ConcernCommand.OfferApology;
import dev.kept.commitments.concern.ConcernCommand.ProposeRemedy;
import dev.kept.commitments.concern.ConcernCommand.RaiseConcern;
import dev.kept.commitments.concern.ConcernCommand.ReopenConcern;
import dev.kept.commitments.kernel.Choice;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Concerns, and the remedies proposed for one. */
public final class ConcernProbes implements Probes<ConcernSlice> {

    @Override
    public String kind() {
        return "concern";
    }

    @Override
    public List<Probe<ConcernSlice>> ofLedger(UUID ledger, ConcernSlice state, Issue issue) {
        return List.of(Probe.of(new RaiseConcern(
                ledger,
                Sample.NEW_ID,
                Sample.TEXT,
                Sample.TEXT,
                Sample.TEXT,
                Sample.TEXT,
                List.of(),
                Sample.TEXT,
                null,
                List.of())));
    }

    @Override
    public Set<UUID> items(ConcernSlice state) {
        return state.concerns().all().keySet();
    }

    @Override
    public List<Probe<ConcernSlice>> ofItem(UUID ledger, UUID id, ConcernSlice state, Issue issue) {
        Terms repair = new Terms(Sample.TEXT, null, null, null, Monitor.BOTH, Sample.ahead(issue), 1, null);
        List<Probe<ConcernSlice>> probes = new ArrayList<>(List.of(
                Probe.of(new AcknowledgeConcern(ledger, id, Sample.TEXT)),
                Probe.of(new OfferApology(
                        ledger, id, Sample.NEW_ID, Sample.TEXT, Sample.TEXT, Sample.TEXT, null, Sample.NEW_ID, repair)),
                Probe.of(new NameCause(ledger, id, Sample.NEW_ID, Sample.TEXT)),
                Probe.of(new ProposeRemedy(ledger, id, Sample.NEW_ID, Sample.TEXT, null)),
                Probe.of(new DeclareReadiness(ledger, id, true, null)),
                Probe.of(new DeclareReadiness(ledger, id, false, null)),
                Probe.of(new ReopenConcern(ledger, id, Sample.TEXT)),
                Probe.of(new EscalateConcern(ledger, id, null))));
        for (UUID remedy : state.concerns().require(id).remedies().keySet()) {
            probes.add(Probe.ofPart(remedy, new AcceptRemedy(ledger, id, remedy)));
            probes.add(Probe.ofPart(remedy, new DeclineRemedy(ledger, id, remedy, null)));
        }
        return probes;
    }

    @Override
    public List<Choice<ConcernSlice>> choices(UUID ledger, UUID id, ConcernSlice state, Issue issue) {
        return state.commitments().all().keySet().stream()
                .map(repair -> new Choice<ConcernSlice>(
                        "repair",
                        repair.toString(),
                        new OfferApology(
                                ledger,
                                id,
                                Sample.NEW_ID,
                                Sample.TEXT,
                                Sample.TEXT,
                                Sample.TEXT,
                                repair,
                                Sample.NEW_ID,
                                null)))
                .toList();
    }
}
