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
}
