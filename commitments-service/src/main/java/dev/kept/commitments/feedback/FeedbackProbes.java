package dev.kept.commitments.feedback;

import dev.kept.commitments.feedback.FeedbackCommand.ActOnFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.AskFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.GiveFeedback;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Feedback. */
public final class FeedbackProbes implements Probes<FeedbackSlice> {

    @Override
    public String kind() {
        return "feedback";
    }

    @Override
    public List<Probe<FeedbackSlice>> ofLedger(UUID ledger, FeedbackSlice state, Issue issue) {
        return List.of(Probe.of(new AskFeedback(ledger, Sample.NEW_ID, Sample.TEXT, List.of())));
    }

    @Override
    public Set<UUID> items(FeedbackSlice state) {
        return state.feedbacks().all().keySet();
    }

    @Override
    public List<Probe<FeedbackSlice>> ofItem(UUID ledger, UUID id, FeedbackSlice state, Issue issue) {
        return List.of(
                Probe.of(new GiveFeedback(ledger, id, Sample.TEXT)),
                Probe.of(new ActOnFeedback(ledger, id, Sample.TEXT, List.of(id))));
    }
}
