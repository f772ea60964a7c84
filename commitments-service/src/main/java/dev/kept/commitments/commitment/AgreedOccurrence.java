package dev.kept.commitments.commitment;

import dev.kept.commitments.commitment.Commitment.Agreed;
import dev.kept.commitments.commitment.Occurrence.Delivered;
import dev.kept.commitments.commitment.Occurrence.Disputed;
import dev.kept.commitments.commitment.Occurrence.Missed;
import dev.kept.commitments.commitment.Occurrence.Open;
import dev.kept.commitments.commitment.Occurrence.Outcome;
import dev.kept.commitments.commitment.Occurrence.Settled;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Side;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command is about: one occurrence of a commitment that both sides agreed on. Each method is a rule, and refuses what breaks
 * it.
 *
 * @param number of the occurrence, from 1
 */
record AgreedOccurrence(UUID commitment, Agreed agreed, int number) {

    /**
     * @param number null stands for the only one
     */
    static AgreedOccurrence of(CommitmentSlice state, UUID commitment, @Nullable Integer number) {
        return of(state.commitments(), commitment, number);
    }

    /**
     * @param number null stands for the only one
     */
    static AgreedOccurrence of(Commitments commitments, UUID commitment, @Nullable Integer number) {
        Agreed agreed = commitments.requireAgreed(commitment);
        return new AgreedOccurrence(commitment, agreed, numberOf(commitment, agreed, number));
    }

    /** The occurrence for which a proposal waits. */
    static AgreedOccurrence ofProposal(CommitmentSlice state, UUID commitment, UUID proposal) {
        Agreed agreed = state.commitments().requireAgreed(commitment);
        int number = agreed.proposed(proposal);
        if (number == 0) {
            throw Rejected.rule(
                    "proposal-not-open",
                    "These terms do not wait for an answer any more.",
                    Map.of("commitment", commitment, "proposal", proposal));
        }
        return new AgreedOccurrence(commitment, agreed, number);
    }

    private static int numberOf(UUID commitment, Agreed agreed, @Nullable Integer number) {
        int last = agreed.occurrences().size();
        if (number == null && agreed.recurring()) {
            throw Rejected.rule(
                    "occurrence-required",
                    "This commitment recurs: say which occurrence you mean.",
                    Map.of("commitment", commitment, "occurrences", last));
        }
        int chosen = number == null ? 1 : number;
        if (chosen < 1 || chosen > last) {
            throw Rejected.rule(
                    "occurrence-unknown",
                    "This commitment has no occurrence with that number.",
                    Map.of("commitment", commitment, "occurrence", chosen, "occurrences", last));
        }
        return chosen;
    }

    Occurrence occurrence() {
        return agreed.occurrence(number);
    }

    void requirePromisor(Issue issue) {
        requirePromisor(commitment, agreed, issue);
    }

    void requirePromisee(Issue issue) {
        requirePromisee(commitment, agreed, issue);
    }

    static void requirePromisor(UUID commitment, Agreed agreed, Issue issue) {
        Side side = issue.side();
        if (side != agreed.promisor()) {
            throw Rejected.rule(
                    "only-promisor",
                    "Only the party that owes this commitment can do that.",
                    Map.of("commitment", commitment, "promisor", agreed.promisor(), "side", side));
        }
    }

    static void requirePromisee(UUID commitment, Agreed agreed, Issue issue) {
        Side side = issue.side();
        if (side == agreed.promisor()) {
            throw Rejected.rule(
                    "only-promisee",
                    "Only the party this commitment is owed to can do that.",
                    Map.of("commitment", commitment, "promisor", agreed.promisor(), "side", side));
        }
    }

    Open requireOpen() {
        if (!(occurrence() instanceof Open open)) {
            throw refused("not-open", "This is not open any more.");
        }
        return open;
    }

    /** Terms can be renegotiated while something is owed, or was missed, and the commitment has not ended. */
    void requireNegotiable() {
        if (agreed.ended()) {
            throw refused("commitment-ended", "This commitment was released or withdrawn; its terms stay as they are.");
        }
        switch (occurrence()) {
            case Open ignored -> {}
            case Missed ignored -> {}
            case Delivered ignored -> throw refused("not-negotiable", "This has been delivered; answer the delivery.");
            case Disputed ignored -> throw refused("not-negotiable", "This is disputed; settle the dispute first.");
            case Settled ignored -> throw refused("already-settled", "This is settled.");
        }
    }

    void requireNoOpenProposal() {
        Proposal open = occurrence().openProposal();
        if (open != null) {
            throw Rejected.rule(
                    "proposal-open",
                    "Other terms already wait for an answer. They are accepted, declined or countered first.",
                    facts("proposal", open.id()));
        }
    }

    /** An id stands for one occurrence's proposal: the answer names no occurrence. */
    void requireNewProposal(UUID proposal) {
        if (agreed.proposed(proposal) != 0) {
            throw Rejected.alreadyExists(proposal);
        }
    }

    Proposal requireAnswerable(Issue issue) {
        Side side = issue.side();
        Proposal proposal = occurrence().openProposal();
        if (proposal == null || proposal.by() == side) {
            throw Rejected.rule(
                    "not-your-turn", "It is for the other side to answer these terms.", facts("turn", side.other()));
        }
        return proposal;
    }

    void requireDeliverable() {
        switch (occurrence()) {
            case Open ignored -> {}
            case Missed ignored -> {}
            case Disputed ignored -> {}
            case Delivered ignored ->
                throw refused("already-delivered", "This has been delivered and waits for an answer.");
            case Settled ignored -> throw refused("already-settled", "This is settled.");
        }
    }

    Delivered requireAwaitingConfirmation() {
        return switch (occurrence()) {
            case Delivered delivered -> delivered;
            case Settled settled
            when settled.outcome() == Outcome.NOT_CONTESTED ->
                throw refused(
                        "confirmation-window-over", "Nobody answered the delivery in time, so it counts as kept.");
            case Open ignored -> throw notAwaiting();
            case Disputed ignored -> throw notAwaiting();
            case Missed ignored -> throw notAwaiting();
            case Settled ignored -> throw notAwaiting();
        };
    }

    Disputed requireDisputed() {
        if (!(occurrence() instanceof Disputed disputed)) {
            throw refused("not-disputed", "There is no open dispute about this.");
        }
        return disputed;
    }

    void requireNotEscalated() {
        if (requireDisputed().escalated()) {
            throw refused("already-escalated", "This dispute has already been taken to the mediator.");
        }
    }

    void requireExcusable() {
        if (occurrence() instanceof Settled(Outcome outcome, boolean ignored) && outcome == Outcome.EXCUSED) {
            throw refused("already-excused", "This miss has already been excused.");
        }
        if (!(occurrence() instanceof Missed)) {
            throw refused("not-missed", "There is no miss to excuse.");
        }
    }

    void requireWasMissed() {
        if (!occurrence().wasMissed()) {
            throw refused("not-missed", "There is no miss to give a reason for.");
        }
    }

    /** The system records a miss only of what is open, and only once its due instant has passed. */
    void requireOverdue(Instant at) {
        Open open = requireOpen();
        if (!open.overdue(at)) {
            throw Rejected.rule("not-due", "The due instant has not passed.", facts("due", open.due()));
        }
    }

    /** A delivery counts as not contested only once the whole window has passed. */
    void requireWindowOver(Instant at) {
        Instant ends = agreed.confirmationEnds(requireAwaitingConfirmation());
        if (!at.isAfter(ends)) {
            throw Rejected.rule(
                    "confirmation-window-open", "There is still time to answer the delivery.", facts("ends", ends));
        }
    }

    private Rejected notAwaiting() {
        return refused("not-awaiting-confirmation", "There is no delivery that waits for an answer.");
    }

    private Rejected refused(String code, String sentence) {
        return Rejected.rule(code, sentence, facts("state", occurrence().word()));
    }

    private Map<String, Object> facts(String name, Object value) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("commitment", commitment);
        facts.put("occurrence", number);
        facts.put(name, value);
        return facts;
    }
}
