package dev.kept.commitments.interest;

import dev.kept.commitments.interest.InterestCommand.DiscloseInterest;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import java.util.List;
import java.util.UUID;

/** Interests. */
public final class InterestProbes implements Probes<LedgerSlice> {

    @Override
    public String kind() {
        return "interest";
    }

    @Override
    public List<Probe<LedgerSlice>> ofLedger(UUID ledger, LedgerSlice state, Issue issue) {
        return List.of(Probe.of(new DiscloseInterest(ledger, Sample.NEW_ID, Sample.TEXT)));
    }
}
