package dev.kept.commitments.commitment;

import dev.kept.commitments.commitment.Commitment.Agreed;
import dev.kept.commitments.commitment.Commitment.Requested;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.MissExcused;
import dev.kept.events.CommitmentEvent.ReasonGiven;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.RequestDeclined;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Evidence;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people, and the system when an instant has passed, ask for about a commitment. {@code occurrence} is null for a commitment
 * that does not recur.
 */
public sealed interface CommitmentCommand extends LedgerCommand<CommitmentSlice> {

    UUID commitment();

    @Override
    default UUID item() {
        return commitment();
    }

    /** The issuer's side owes from now on. */
    record MakeCommitment(UUID ledger, UUID commitment, Terms terms) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Side promisor = issue.side();
            requireNewId(state, commitment);
            requireAhead(terms.dueOf(1), issue);
            return List.of(new CommitmentMade(commitment, promisor, terms));
        }
    }

    /** The issuer's side asks the other one to owe. */
    record RequestCommitment(UUID ledger, UUID commitment, Terms terms) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Side promisor = issue.side().other();
            requireNewId(state, commitment);
            if (!state.hasMembers(promisor)) {
                throw Rejected.rule(
                        "other-party-missing",
                        "Nobody acts for the other party now, so nobody could accept.",
                        Map.of());
            }
            requireAhead(terms.dueOf(1), issue);
            return List.of(new CommitmentRequested(commitment, promisor, terms));
        }
    }

    /** The side whose turn it is takes the terms last put forward. */
    record AcceptRequest(UUID ledger, UUID commitment) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Requested requested = requireTurn(state, commitment, issue);
            if (requested.offer().occurrence(1) instanceof Occurrence.Open open) {
                requireAhead(open.due(), issue);
            }
            return List.of(new RequestAccepted(commitment));
        }
    }

    /** The side whose turn it is says no. */
    record DeclineRequest(
            UUID ledger, UUID commitment, @Nullable Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            requireTurn(state, commitment, issue);
            return List.of(new RequestDeclined(commitment, reason));
        }
    }

    /** The side whose turn it is puts forward other terms; then it is the other side's turn. */
    record CounterRequest(
            UUID ledger,
            UUID commitment,
            Terms terms,
            @Nullable Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            requireTurn(state, commitment, issue);
            requireAhead(terms.dueOf(1), issue);
            return List.of(new RequestCountered(commitment, issue.side(), terms, reason));
        }
    }

    /** The promisor tells how it goes. */
    record DeliverUpdate(
            UUID ledger,
            UUID commitment,
            @Nullable Integer occurrence,
            Text text,
            @Nullable Integer progress,
            @Nullable Confidence confidence,
            boolean atRisk)
            implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requirePromisor(issue);
            about.requireOpen();
            return List.of(new UpdateDelivered(commitment, about.number(), text, progress, confidence, atRisk));
        }
    }

    /** Either side puts forward other terms for an occurrence; those in force stay until the other side accepts. */
    record ProposeTerms(
            UUID ledger, UUID commitment, @Nullable Integer occurrence, UUID proposal, RevisedTerms terms, Text reason)
            implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Side by = issue.side();
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requireNegotiable();
            about.requireNoOpenProposal();
            about.requireNewProposal(proposal);
            requireAhead(terms.due().at(), issue);
            return List.of(new TermsProposed(commitment, about.number(), proposal, by, terms, reason));
        }
    }

    /** The other side takes the proposed terms. What fell due before stays missed, whatever is agreed now. */
    record AcceptTerms(UUID ledger, UUID commitment, UUID proposal) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.ofProposal(state, commitment, proposal);
            requireAhead(about.requireAnswerable(issue).due(), issue);
            LedgerEvent accepted = new TermsAccepted(commitment, about.number(), proposal);
            return about.occurrence() instanceof Occurrence.Open open && open.overdue(issue.at())
                    ? List.of(missUnadmitted(commitment, about.number()), accepted)
                    : List.of(accepted);
        }
    }

    /** The other side keeps the terms in force. */
    record DeclineTerms(
            UUID ledger,
            UUID commitment,
            UUID proposal,
            @Nullable Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.ofProposal(state, commitment, proposal);
            about.requireAnswerable(issue);
            return List.of(new TermsDeclined(commitment, about.number(), proposal, reason));
        }
    }

    /**
     * The other side answers with terms of its own.
     *
     * @param counter the id of the new proposal
     */
    record CounterTerms(UUID ledger, UUID commitment, UUID proposal, UUID counter, RevisedTerms terms, Text reason)
            implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Side by = issue.side();
            AgreedOccurrence about = AgreedOccurrence.ofProposal(state, commitment, proposal);
            about.requireAnswerable(issue);
            requireAhead(terms.due().at(), issue);
            return List.of(new TermsCountered(commitment, about.number(), proposal, counter, by, terms, reason));
        }
    }

    /** The promisor says it is done: in time, late, or again after a dispute. */
    record DeliverCommitment(
            UUID ledger,
            UUID commitment,
            @Nullable Integer occurrence,
            @Nullable Text text,
            List<Evidence> evidence) implements CommitmentCommand {
        public DeliverCommitment {
            evidence = List.copyOf(evidence);
        }

        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requirePromisor(issue);
            about.requireDeliverable();
            return List.of(new CommitmentDelivered(commitment, about.number(), text, evidence));
        }
    }

    /** The promisee agrees that it is done. */
    record ConfirmDelivery(
            UUID ledger,
            UUID commitment,
            @Nullable Integer occurrence,
            @Nullable Text comment) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requirePromisee(issue);
            about.requireAwaitingConfirmation();
            return List.of(new DeliveryConfirmed(commitment, about.number(), comment));
        }
    }

    /** The promisee does not agree that it is done. */
    record DisputeDelivery(
            UUID ledger, UUID commitment, @Nullable Integer occurrence, Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requirePromisee(issue);
            about.requireAwaitingConfirmation();
            return List.of(new DeliveryDisputed(commitment, about.number(), reason));
        }
    }

    /** The promisee agrees after all; the delivery counts as confirmed, by the time it was made. */
    record WithdrawDispute(
            UUID ledger,
            UUID commitment,
            @Nullable Integer occurrence,
            @Nullable Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requirePromisee(issue);
            about.requireDisputed();
            return List.of(new DisputeWithdrawn(commitment, about.number(), reason));
        }
    }

    /** Either side takes a dispute to the mediator, once. */
    record EscalateDispute(
            UUID ledger,
            UUID commitment,
            @Nullable Integer occurrence,
            @Nullable Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Side by = issue.side();
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requireNotEscalated();
            state.requireMediator();
            return List.of(new DisputeEscalated(commitment, about.number(), by, reason));
        }
    }

    /** The promisor admits a miss, before or after the due instant; or the system records it once that has passed. */
    record MissDeadline(
            UUID ledger,
            UUID commitment,
            @Nullable Integer occurrence,
            @Nullable Text reason) implements CommitmentCommand {
        @Override
        public Optional<Actor> issuer(CommitmentSlice state, @Nullable UUID person) {
            return person == null ? Optional.of(Actor.SYSTEM) : CommitmentCommand.super.issuer(state, person);
        }

        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            boolean admitted = !issue.actor().equals(Actor.SYSTEM);
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            if (!admitted) {
                about.requireOverdue(issue.at());
                return List.of(missUnadmitted(commitment, about.number()));
            }
            about.requirePromisor(issue);
            about.requireOpen();
            return List.of(new DeadlineMissed(commitment, about.number(), true, reason));
        }
    }

    /** The promisor says how a miss came about; as often as there is something to add. */
    record GiveReason(
            UUID ledger, UUID commitment, @Nullable Integer occurrence, Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requirePromisor(issue);
            about.requireWasMissed();
            return List.of(new ReasonGiven(commitment, about.number(), reason));
        }
    }

    /** The promisee excuses a miss; nothing is owed any more, and the miss stays visible. */
    record ExcuseMiss(
            UUID ledger,
            UUID commitment,
            @Nullable Integer occurrence,
            @Nullable Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requirePromisee(issue);
            about.requireExcusable();
            return List.of(new MissExcused(commitment, about.number(), reason));
        }
    }

    /** The promisee asks no more for whatever is still open. */
    record ReleaseCommitment(
            UUID ledger, UUID commitment, @Nullable Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Agreed agreed = state.commitments().requireAgreed(commitment);
            AgreedOccurrence.requirePromisee(commitment, agreed, issue);
            return ending(commitment, agreed, issue, new CommitmentReleased(commitment, reason));
        }
    }

    /** The promisor will not do whatever is still open; or the side that asked takes its request back. */
    record WithdrawCommitment(UUID ledger, UUID commitment, Text reason) implements CommitmentCommand {
        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            Side side = issue.side();
            LedgerEvent withdrawn = new CommitmentWithdrawn(commitment, reason);
            if (state.commitments().require(commitment) instanceof Requested requested) {
                requireRequesting(requested, side);
                return List.of(withdrawn);
            }
            Agreed agreed = state.commitments().requireAgreed(commitment);
            AgreedOccurrence.requirePromisor(commitment, agreed, issue);
            return ending(commitment, agreed, issue, withdrawn);
        }

        private void requireRequesting(Requested requested, Side side) {
            if (requested.offer().promisor() == side) {
                throw Rejected.rule(
                        "not-accepted-yet",
                        "This is still a request: you can decline it or answer with other terms.",
                        Map.of("commitment", commitment, "turn", requested.turn()));
            }
        }
    }

    /** The system: nobody answered a delivery in time. */
    record LetConfirmationLapse(UUID ledger, UUID commitment, Integer occurrence) implements CommitmentCommand {
        @Override
        public Optional<Actor> issuer(CommitmentSlice state, @Nullable UUID person) {
            return person == null ? Optional.of(Actor.SYSTEM) : Optional.empty();
        }

        @Override
        public List<LedgerEvent> decide(CommitmentSlice state, Issue issue) {
            AgreedOccurrence about = AgreedOccurrence.of(state, commitment, occurrence);
            about.requireWindowOver(issue.at());
            return List.of(new DeliveryUncontested(commitment, about.number()));
        }
    }

    private static LedgerEvent missUnadmitted(UUID commitment, int occurrence) {
        return new DeadlineMissed(commitment, occurrence, false, null);
    }

    /** Closes what is open. What fell due before anybody recorded it is recorded as missed first: no ending erases a miss. */
    private static List<LedgerEvent> ending(UUID commitment, Agreed agreed, Issue issue, LedgerEvent end) {
        List<Integer> open = agreed.open();
        if (open.isEmpty()) {
            throw Rejected.rule(
                    agreed.ended() ? "commitment-ended" : "nothing-open",
                    "Nothing of this commitment is still open.",
                    Map.of("commitment", commitment));
        }
        List<Integer> overdue = agreed.overdue(issue.at());
        if (overdue.size() == open.size()) {
            throw Rejected.rule(
                    "due-passed",
                    "The due instant has passed, so this is being recorded as missed.",
                    Map.of("commitment", commitment, "occurrences", overdue));
        }
        List<LedgerEvent> events = new ArrayList<>();
        overdue.forEach(occurrence -> events.add(missUnadmitted(commitment, occurrence)));
        events.add(end);
        return events;
    }

    private static Requested requireTurn(CommitmentSlice state, UUID commitment, Issue issue) {
        Side side = issue.side();
        Requested requested = state.commitments().requireRequested(commitment);
        if (requested.turn() != side) {
            throw Rejected.rule(
                    "not-your-turn",
                    "It is for the other side to answer.",
                    Map.of("commitment", commitment, "turn", requested.turn()));
        }
        return requested;
    }

    private static void requireNewId(CommitmentSlice state, UUID commitment) {
        if (state.commitments().knows(commitment)) {
            throw Rejected.alreadyExists(commitment);
        }
    }

    private static void requireAhead(Instant due, Issue issue) {
        if (!due.isAfter(issue.at())) {
            throw Rejected.rule(
                    "due-in-past", "The due instant has already passed.", Map.of("due", due, "now", issue.at()));
        }
    }
}
