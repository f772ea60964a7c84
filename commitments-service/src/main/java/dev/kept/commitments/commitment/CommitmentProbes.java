package dev.kept.commitments.commitment;

import dev.kept.commitments.commitment.Commitment.Agreed;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptRequest;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.CounterRequest;
import dev.kept.commitments.commitment.CommitmentCommand.CounterTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineRequest;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverUpdate;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.EscalateDispute;
import dev.kept.commitments.commitment.CommitmentCommand.ExcuseMiss;
import dev.kept.commitments.commitment.CommitmentCommand.GiveReason;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ReleaseCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawDispute;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commitments; what is about one occurrence is asked of each. */
public final class CommitmentProbes implements Probes<CommitmentSlice> {

    @Override
    public String kind() {
        return "commitment";
    }

    @Override
    public List<Probe<CommitmentSlice>> ofLedger(UUID ledger, CommitmentSlice state, Issue issue) {
        return List.of(
                Probe.of(new MakeCommitment(ledger, Sample.NEW_ID, terms(issue))),
                Probe.of(new RequestCommitment(ledger, Sample.NEW_ID, terms(issue))));
    }

    @Override
    public Set<UUID> items(CommitmentSlice state) {
        return state.commitments().all().keySet();
    }

    @Override
    public List<Probe<CommitmentSlice>> ofItem(UUID ledger, UUID id, CommitmentSlice state, Issue issue) {
        List<Probe<CommitmentSlice>> probes = new ArrayList<>(List.of(
                Probe.of(new AcceptRequest(ledger, id)),
                Probe.of(new CounterRequest(ledger, id, terms(issue), null)),
                Probe.of(new DeclineRequest(ledger, id, null))));
        if (state.commitments().all().get(id) instanceof Agreed agreed) {
            agreed.occurrences().stream()
                    .map(Occurrence::openProposal)
                    .filter(Objects::nonNull)
                    .flatMap(proposal -> ofProposal(ledger, id, proposal.id(), issue))
                    .forEach(probes::add);
            for (int number = 1; number <= agreed.occurrences().size(); number++) {
                ofOccurrence(ledger, id, agreed.recurring() ? number : null, issue)
                        .forEach(probes::add);
            }
        } else {
            ofOccurrence(ledger, id, null, issue).forEach(probes::add);
        }
        probes.add(Probe.of(new ReleaseCommitment(ledger, id, null)));
        probes.add(Probe.of(new WithdrawCommitment(ledger, id, Sample.TEXT)));
        return probes;
    }

    private static Stream<Probe<CommitmentSlice>> ofOccurrence(
            UUID ledger, UUID id, @Nullable Integer occurrence, Issue issue) {
        return Stream.of(
                        new DeliverCommitment(ledger, id, occurrence, null, List.of()),
                        new DeliverUpdate(ledger, id, occurrence, Sample.TEXT, null, null, false),
                        new ConfirmDelivery(ledger, id, occurrence, null),
                        new DisputeDelivery(ledger, id, occurrence, Sample.TEXT),
                        new WithdrawDispute(ledger, id, occurrence, null),
                        new EscalateDispute(ledger, id, occurrence, null),
                        new MissDeadline(ledger, id, occurrence, null),
                        new GiveReason(ledger, id, occurrence, Sample.TEXT),
                        new ExcuseMiss(ledger, id, occurrence, null),
                        new ProposeTerms(ledger, id, occurrence, Sample.NEW_ID, revised(issue), Sample.TEXT))
                .map(command -> Probe.ofOccurrence(occurrence, command));
    }

    private static Stream<Probe<CommitmentSlice>> ofProposal(UUID ledger, UUID id, UUID proposal, Issue issue) {
        return Stream.of(
                        new AcceptTerms(ledger, id, proposal),
                        new CounterTerms(ledger, id, proposal, Sample.NEW_ID, revised(issue), Sample.TEXT),
                        new DeclineTerms(ledger, id, proposal, null))
                .map(command -> Probe.ofPart(proposal, command));
    }

    private static Terms terms(Issue issue) {
        return new Terms(Sample.TEXT, null, null, null, Monitor.BOTH, Sample.ahead(issue), 1, null);
    }

    private static RevisedTerms revised(Issue issue) {
        return new RevisedTerms(Sample.ahead(issue), null, null, null, null);
    }
}
