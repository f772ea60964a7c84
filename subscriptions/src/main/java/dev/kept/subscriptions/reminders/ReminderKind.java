package dev.kept.subscriptions.reminders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What people are reminded of, as coarsely as they choose it. */
public enum ReminderKind {
    /** A commitment of the own side that is due in so many days. */
    DUE,
    /** A request to answer. */
    REQUEST,
    /** A delivery to confirm or dispute. */
    DELIVERY,
    /** Something proposed: terms, ground rules, a decision, a remedy, a mediator, a finding, an erasure, closing or reopening. */
    PROPOSAL,
    /** A decision to look at again, soon or now. */
    REVIEW,
    /** A check-in or a checkpoint, soon or to be told about. */
    MEETING,
    /** A dispute to settle, a concern or a question to answer, feedback, a win, an account of a talk, a reason for a miss. */
    OTHER;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param waiting as the overview names what waits; {@link #OTHER} when this version does not know it */
    static ReminderKind of(String waiting) {
        return find(waiting).orElse(OTHER);
    }

    static Optional<ReminderKind> find(String waiting) {
        return Optional.ofNullable(
                switch (waiting) {
                    case "answer-request" -> REQUEST;
                    case "confirm-delivery" -> DELIVERY;
                    case "answer-terms",
                            "admit-mediator",
                            "answer-charter",
                            "answer-check-ins",
                            "answer-decision",
                            "answer-objection",
                            "answer-remedy",
                            "answer-finding",
                            "answer-erasure",
                            "answer-closing",
                            "answer-reopening" -> PROPOSAL;
                    case "review-decision" -> REVIEW;
                    case "hold-check-in", "hold-checkpoint" -> MEETING;
                    case "settle-dispute",
                            "give-reason",
                            "acknowledge-concern",
                            "hear-concern",
                            "acknowledge-conversation",
                            "give-feedback",
                            "act-on-feedback",
                            "endorse-win",
                            "answer-question" -> OTHER;
                    default -> null;
                });
    }
}
