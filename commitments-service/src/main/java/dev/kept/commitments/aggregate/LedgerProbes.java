package dev.kept.commitments.aggregate;

import dev.kept.commitments.charter.CharterProbes;
import dev.kept.commitments.checkin.CheckInProbes;
import dev.kept.commitments.checkpoint.CheckpointProbes;
import dev.kept.commitments.closure.ClosureProbes;
import dev.kept.commitments.commitment.CommitmentProbes;
import dev.kept.commitments.concern.ConcernProbes;
import dev.kept.commitments.conversation.ConversationProbes;
import dev.kept.commitments.decision.DecisionProbes;
import dev.kept.commitments.erasure.ErasureProbes;
import dev.kept.commitments.feedback.FeedbackProbes;
import dev.kept.commitments.interest.InterestProbes;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.lesson.LessonProbes;
import dev.kept.commitments.mediation.FindingProbes;
import dev.kept.commitments.mediation.MediationProbes;
import dev.kept.commitments.mediation.QuestionProbes;
import dev.kept.commitments.membership.InvitationProbes;
import dev.kept.commitments.membership.MemberProbes;
import dev.kept.commitments.operation.Probed;
import dev.kept.commitments.operation.ProbedKind;
import dev.kept.commitments.seen.SeenProbes;
import dev.kept.commitments.win.WinProbes;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Probes the commands of one feature over a state: each is decided exactly as if it had been given. */
record LedgerProbes(Probes<? super LedgerState> probes, UUID ledger, LedgerState state, Issue issue)
        implements ProbedKind {

    /** Of every feature, in the order in which they are answered. */
    static final List<Probes<? super LedgerState>> ALL = List.of(
            new ClosureProbes(),
            new SeenProbes(),
            new MemberProbes(),
            new InvitationProbes(),
            new MediationProbes(),
            new CharterProbes(),
            new CommitmentProbes(),
            new DecisionProbes(),
            new ConversationProbes(),
            new CheckpointProbes(),
            new CheckInProbes(),
            new ConcernProbes(),
            new WinProbes(),
            new LessonProbes(),
            new FeedbackProbes(),
            new QuestionProbes(),
            new FindingProbes(),
            new InterestProbes(),
            new ErasureProbes());

    @Override
    public String name() {
        return probes.kind();
    }

    @Override
    public List<Probed> ofLedger() {
        return probed(probes.ofLedger(ledger, state, issue));
    }

    @Override
    public Set<UUID> items() {
        return probes.items(state);
    }

    @Override
    public List<Probed> ofItem(UUID item) {
        return probed(probes.ofItem(ledger, item, state, issue));
    }

    private List<Probed> probed(List<? extends Probe<? super LedgerState>> all) {
        return all.stream().map(this::probed).toList();
    }

    private Probed probed(Probe<? super LedgerState> probe) {
        return new Probed(probe.operation(), probe.part(), probe.occurrence(), refusal(probe));
    }

    private @Nullable Rejected refusal(Probe<? super LedgerState> probe) {
        try {
            Decided.of(state, probe.command(), issue.person(), issue.at(), null);
            return null;
        } catch (Rejected refusal) {
            return refusal;
        }
    }
}
