package dev.kept.commitments.lesson;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import java.util.List;
import java.util.UUID;

/** Lessons. */
public final class LessonProbes implements Probes<LedgerSlice> {

    @Override
    public String kind() {
        return "lesson";
    }

    @Override
    public List<Probe<LedgerSlice>> ofLedger(UUID ledger, LedgerSlice state, Issue issue) {
        return List.of(Probe.of(new RecordLesson(ledger, Sample.NEW_ID, Sample.TEXT, Sample.TEXT, List.of())));
    }
}
