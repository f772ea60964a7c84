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
import dev.kept.commitments.kernel.Choice;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.commitments.lesson.LessonProbes;
import dev.kept.commitments.mediation.FindingProbes;
import dev.kept.commitments.mediation.MediationProbes;
import dev.kept.commitments.mediation.QuestionProbes;
import dev.kept.commitments.membership.InvitationProbes;
import dev.kept.commitments.membership.MemberProbes;
import dev.kept.commitments.operation.Probed;
import dev.kept.commitments.operation.ProbedChoice;
import dev.kept.commitments.operation.ProbedKind;
import dev.kept.commitments.seen.SeenProbes;
import dev.kept.commitments.win.WinProbes;
import dev.kept.events.WireTypes;
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

    @Override
    public List<ProbedChoice> choices(UUID item, String operation) {
        return probes.choices(ledger, item, state, issue).stream()
                .filter(choice -> choice.operation().equals(operation))
                .map(this::probed)
                .toList();
    }

    @Override
    public List<ProbedChoice> ofEntry(long sequence, SealedEntry entry) {
        return probes.ofEntry(ledger, sequence, entry, state, issue).stream()
                .map(this::probed)
                .toList();
    }

    private ProbedChoice probed(Choice<? super LedgerState> choice) {
        List<String> records = List.of();
        Rejected refusal = null;
        try {
            records = decided(choice.command()).events().stream()
                    .map(event -> WireTypes.nameOf(event.getClass()))
                    .toList();
        } catch (Rejected refused) {
            refusal = refused;
        }
        return new ProbedChoice(choice.operation(), choice.field(), choice.value(), records, refusal);
    }

    private List<Probed> probed(List<? extends Probe<? super LedgerState>> all) {
        return all.stream().map(this::probed).toList();
    }

    private Probed probed(Probe<? super LedgerState> probe) {
        return new Probed(probe.operation(), probe.part(), probe.occurrence(), refusal(probe));
    }

    private @Nullable Rejected refusal(Probe<? super LedgerState> probe) {
        try {
            decided(probe.command());
            return null;
        } catch (Rejected refusal) {
            return refusal;
        }
    }

    private Decided decided(LedgerCommand<? super LedgerState> command) {
        return Decided.of(state, command, issue.person(), issue.at(), null);
    }
}
