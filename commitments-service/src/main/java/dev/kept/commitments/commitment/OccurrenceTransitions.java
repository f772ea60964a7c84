package dev.kept.commitments.commitment;

import dev.kept.commitments.commitment.Occurrence.Delivered;
import dev.kept.commitments.commitment.Occurrence.Disputed;
import dev.kept.commitments.commitment.Occurrence.Missed;
import dev.kept.commitments.commitment.Occurrence.Open;
import dev.kept.commitments.commitment.Occurrence.Outcome;
import dev.kept.commitments.commitment.Occurrence.Settled;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What each entry makes of an occurrence. Knows no rule: what is recorded was allowed. */
final class OccurrenceTransitions {

    private OccurrenceTransitions() {}

    static Occurrence propose(Occurrence before, Proposal proposal) {
        return switch (before) {
            case Open open -> new Open(open.due(), proposal);
            case Missed missed -> new Missed(missed.due(), proposal);
            case Delivered ignored -> throw contradiction();
            case Disputed ignored -> throw contradiction();
            case Settled ignored -> throw contradiction();
        };
    }

    static Occurrence declineProposal(Occurrence before) {
        return switch (before) {
            case Open open -> new Open(open.due(), null);
            case Missed missed -> new Missed(missed.due(), null);
            case Delivered ignored -> throw contradiction();
            case Disputed ignored -> throw contradiction();
            case Settled ignored -> throw contradiction();
        };
    }

    /** The proposed due instant holds from now on; for a missed occurrence too, which stays missed. */
    static Occurrence acceptProposal(Occurrence before) {
        Proposal proposal = before.openProposal();
        if (proposal == null) {
            throw contradiction();
        }
        return before.wasMissed() ? new Missed(proposal.due(), null) : new Open(proposal.due(), null);
    }

    static Occurrence deliver(Occurrence before, Instant at) {
        return switch (before) {
            case Open open -> new Delivered(open.due(), at, false);
            case Missed missed -> new Delivered(missed.due(), at, true);
            case Disputed disputed -> new Delivered(disputed.due(), at, disputed.missed());
            case Delivered ignored -> throw contradiction();
            case Settled ignored -> throw contradiction();
        };
    }

    static Occurrence dispute(Occurrence before, long entry) {
        return before instanceof Delivered(Instant due, Instant at, boolean missed)
                ? new Disputed(due, at, missed, entry, false)
                : contradict();
    }

    static Occurrence escalate(Occurrence before) {
        return before instanceof Disputed disputed
                ? new Disputed(disputed.due(), disputed.at(), disputed.missed(), disputed.since(), true)
                : contradict();
    }

    static Occurrence confirm(Occurrence before) {
        return before instanceof Delivered(Instant due, Instant at, boolean missed)
                ? new Settled(outcomeOf(due, at, missed), missed)
                : contradict();
    }

    /** What was disputed counts as confirmed. */
    static Occurrence withdrawDispute(Occurrence before) {
        return before instanceof Disputed disputed
                ? new Settled(outcomeOf(disputed.due(), disputed.at(), disputed.missed()), disputed.missed())
                : contradict();
    }

    /** Both sides accepted what a mediator found on the dispute: the delivery counts, or the occurrence was not kept. */
    static Occurrence resolve(Occurrence before, boolean kept) {
        if (kept) {
            return withdrawDispute(before);
        }
        return before instanceof Disputed disputed ? new Missed(disputed.due(), null) : contradict();
    }

    static Occurrence lapse(Occurrence before) {
        return before instanceof Delivered delivered
                ? new Settled(Outcome.NOT_CONTESTED, delivered.missed())
                : contradict();
    }

    static Occurrence miss(Occurrence before) {
        return before instanceof Open(Instant due, @Nullable Proposal proposal)
                ? new Missed(due, proposal)
                : contradict();
    }

    static Occurrence excuse(Occurrence before) {
        return before instanceof Missed ? new Settled(Outcome.EXCUSED, true) : contradict();
    }

    /** The commitment as a whole ends; what is no longer open stays as it is, but loses what waits for an answer. */
    static Occurrence end(Occurrence before, Outcome outcome) {
        return switch (before) {
            case Open ignored -> new Settled(outcome, false);
            case Missed missed -> new Missed(missed.due(), null);
            case Delivered ignored -> before;
            case Disputed ignored -> before;
            case Settled ignored -> before;
        };
    }

    private static Outcome outcomeOf(Instant due, Instant delivered, boolean missed) {
        return missed || delivered.isAfter(due) ? Outcome.KEPT_LATE : Outcome.KEPT;
    }

    private static Occurrence contradict() {
        throw contradiction();
    }

    private static IllegalStateException contradiction() {
        return new IllegalStateException("the history contradicts itself: this cannot follow");
    }
}
