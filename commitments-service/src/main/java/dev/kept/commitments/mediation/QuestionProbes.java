package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.commitments.mediation.QuestionCommand.AnswerQuestion;
import dev.kept.commitments.mediation.QuestionCommand.AskQuestion;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A mediator's questions. */
public final class QuestionProbes implements Probes<QuestionSlice> {

    @Override
    public String kind() {
        return "question";
    }

    @Override
    public List<Probe<QuestionSlice>> ofLedger(UUID ledger, QuestionSlice state, Issue issue) {
        return List.of(Probe.of(new AskQuestion(ledger, Sample.NEW_ID, null, Sample.TEXT, List.of())));
    }

    @Override
    public Set<UUID> items(QuestionSlice state) {
        return state.questions().all().keySet();
    }

    @Override
    public List<Probe<QuestionSlice>> ofItem(UUID ledger, UUID id, QuestionSlice state, Issue issue) {
        return List.of(Probe.of(new AnswerQuestion(ledger, id, Sample.TEXT)));
    }
}
