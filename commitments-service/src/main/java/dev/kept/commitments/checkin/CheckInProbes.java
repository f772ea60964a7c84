package dev.kept.commitments.checkin;

import dev.kept.commitments.checkin.CheckInCommand.AgreeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.DeclineCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.EndCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.HoldCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.MissCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.PauseCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ProposeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ResumeCheckIns;
import dev.kept.commitments.checkin.Series.Agreed;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.events.Due;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Series of check-ins, and each check-in of one. */
public final class CheckInProbes implements Probes<CheckInSlice> {

    private static final int MINUTES = 30;

    @Override
    public String kind() {
        return "check-in";
    }

    @Override
    public List<Probe<CheckInSlice>> ofLedger(UUID ledger, CheckInSlice state, Issue issue) {
        Due first = Sample.ahead(issue);
        return List.of(Probe.of(new ProposeCheckIns(
                ledger, Sample.NEW_ID, Sample.TEXT, first, "FREQ=DAILY;COUNT=1", List.of(first.at()), MINUTES)));
    }

    @Override
    public Set<UUID> items(CheckInSlice state) {
        return state.checkIns().all().keySet();
    }

    @Override
    public List<Probe<CheckInSlice>> ofItem(UUID ledger, UUID id, CheckInSlice state, Issue issue) {
        List<Probe<CheckInSlice>> probes = new ArrayList<>(
                List.of(Probe.of(new AgreeCheckIns(ledger, id)), Probe.of(new DeclineCheckIns(ledger, id, null))));
        int last = state.checkIns().all().get(id) instanceof Agreed agreed
                ? agreed.beginnings().size()
                : 1;
        for (int occurrence = 1; occurrence <= last; occurrence++) {
            probes.add(Probe.ofOccurrence(occurrence, new HoldCheckIn(ledger, id, occurrence, null)));
            probes.add(Probe.ofOccurrence(occurrence, new MissCheckIn(ledger, id, occurrence, null)));
        }
        probes.add(Probe.of(new PauseCheckIns(ledger, id, null)));
        probes.add(Probe.of(new ResumeCheckIns(ledger, id)));
        probes.add(Probe.of(new EndCheckIns(ledger, id, null)));
        return probes;
    }
}
