package dev.kept.commitments.commitment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one occurrence of a commitment stands. A miss, once recorded, is carried along whatever follows. */
sealed interface Occurrence {

    /** Owed. */
    record Open(Instant due, @Nullable Proposal proposal) implements Occurrence {

        boolean overdue(Instant at) {
            return at.isAfter(due);
        }
    }

    /**
     * Said to be done; waits for the promisee.
     *
     * @param at when it was delivered: what decides whether it was in time, and when the confirmation window began
     */
    record Delivered(Instant due, Instant at, boolean missed) implements Occurrence {}

    /**
     * The promisee does not accept the delivery.
     *
     * @param at when the disputed delivery was made
     * @param since the entry that disputes it: tells this dispute from an earlier one
     * @param escalated whether a side took it to the mediator
     */
    record Disputed(Instant due, Instant at, boolean missed, long since, boolean escalated) implements Occurrence {}

    /** Not done by its due instant, or admitted that it will not be. */
    record Missed(Instant due, @Nullable Proposal proposal) implements Occurrence {}

    /** Nothing more will happen, but a reason for a miss may be given. */
    record Settled(Outcome outcome, boolean missed) implements Occurrence {}

    enum Outcome {
        KEPT("kept"),
        KEPT_LATE("kept-late"),
        NOT_CONTESTED("not-contested"),
        EXCUSED("excused"),
        RELEASED("released"),
        WITHDRAWN("withdrawn");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }
    }

    /** The state's word, as refusals name it. */
    default String word() {
        return switch (this) {
            case Open ignored -> "open";
            case Delivered ignored -> "delivered";
            case Disputed ignored -> "disputed";
            case Missed ignored -> "missed";
            case Settled settled -> settled.outcome().word;
        };
    }

    /** Whether a miss was ever recorded. */
    default boolean wasMissed() {
        return switch (this) {
            case Open ignored -> false;
            case Delivered delivered -> delivered.missed();
            case Disputed disputed -> disputed.missed();
            case Missed ignored -> true;
            case Settled settled -> settled.missed();
        };
    }

    /** The terms that wait for an answer. */
    default @Nullable Proposal openProposal() {
        return switch (this) {
            case Open open -> open.proposal();
            case Missed missed -> missed.proposal();
            case Delivered ignored -> null;
            case Disputed ignored -> null;
            case Settled ignored -> null;
        };
    }

    default Occurrence propose(Proposal proposal) {
        return switch (this) {
            case Open open -> new Open(open.due(), proposal);
            case Missed missed -> new Missed(missed.due(), proposal);
            case Delivered ignored -> throw contradiction();
            case Disputed ignored -> throw contradiction();
            case Settled ignored -> throw contradiction();
        };
    }

    default Occurrence declineProposal() {
        return switch (this) {
            case Open open -> new Open(open.due(), null);
            case Missed missed -> new Missed(missed.due(), null);
            case Delivered ignored -> throw contradiction();
            case Disputed ignored -> throw contradiction();
            case Settled ignored -> throw contradiction();
        };
    }

    /** The proposed due instant holds from now on; for a missed occurrence too, which stays missed. */
    default Occurrence acceptProposal() {
        Proposal proposal = openProposal();
        if (proposal == null) {
            throw contradiction();
        }
        return wasMissed() ? new Missed(proposal.due(), null) : new Open(proposal.due(), null);
    }

    default Occurrence deliver(Instant at) {
        return switch (this) {
            case Open open -> new Delivered(open.due(), at, false);
            case Missed missed -> new Delivered(missed.due(), at, true);
            case Disputed disputed -> new Delivered(disputed.due(), at, disputed.missed());
            case Delivered ignored -> throw contradiction();
            case Settled ignored -> throw contradiction();
        };
    }

    default Occurrence dispute(long entry) {
        return this instanceof Delivered(Instant due, Instant at, boolean missed)
                ? new Disputed(due, at, missed, entry, false)
                : contradict();
    }

    default Occurrence escalate() {
        return this instanceof Disputed disputed
                ? new Disputed(disputed.due(), disputed.at(), disputed.missed(), disputed.since(), true)
                : contradict();
    }

    default Occurrence confirm() {
        return this instanceof Delivered(Instant due, Instant at, boolean missed)
                ? new Settled(outcomeOf(due, at, missed), missed)
                : contradict();
    }

    /** What was disputed counts as confirmed. */
    default Occurrence withdrawDispute() {
        return this instanceof Disputed disputed
                ? new Settled(outcomeOf(disputed.due(), disputed.at(), disputed.missed()), disputed.missed())
                : contradict();
    }

    /** Both sides accepted what a mediator found on the dispute: the delivery counts, or the occurrence was not kept. */
    default Occurrence resolve(boolean kept) {
        if (kept) {
            return withdrawDispute();
        }
        return this instanceof Disputed disputed ? new Missed(disputed.due(), null) : contradict();
    }

    default Occurrence lapse() {
        return this instanceof Delivered delivered
                ? new Settled(Outcome.NOT_CONTESTED, delivered.missed())
                : contradict();
    }

    default Occurrence miss() {
        return this instanceof Open(Instant due, @Nullable Proposal proposal)
                ? new Missed(due, proposal)
                : contradict();
    }

    default Occurrence excuse() {
        return this instanceof Missed ? new Settled(Outcome.EXCUSED, true) : contradict();
    }

    /** The commitment as a whole ends; what is no longer open stays as it is, but loses what waits for an answer. */
    default Occurrence end(Outcome outcome) {
        return switch (this) {
            case Open ignored -> new Settled(outcome, false);
            case Missed missed -> new Missed(missed.due(), null);
            case Delivered ignored -> this;
            case Disputed ignored -> this;
            case Settled ignored -> this;
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
