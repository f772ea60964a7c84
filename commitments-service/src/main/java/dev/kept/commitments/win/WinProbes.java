package dev.kept.commitments.win;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.commitments.win.WinCommand.CelebrateWin;
import dev.kept.commitments.win.WinCommand.EndorseWin;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Wins. */
public final class WinProbes implements Probes<WinSlice> {

    @Override
    public String kind() {
        return "win";
    }

    @Override
    public List<Probe<WinSlice>> ofLedger(UUID ledger, WinSlice state, Issue issue) {
        return List.of(Probe.of(new CelebrateWin(ledger, Sample.NEW_ID, Sample.TEXT, null, List.of())));
    }

    @Override
    public Set<UUID> items(WinSlice state) {
        return state.wins().all().keySet();
    }

    @Override
    public List<Probe<WinSlice>> ofItem(UUID ledger, UUID id, WinSlice state, Issue issue) {
        return List.of(Probe.of(new EndorseWin(ledger, id, null)));
    }
}
