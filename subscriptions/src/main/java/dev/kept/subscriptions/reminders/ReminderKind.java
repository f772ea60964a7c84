package dev.kept.subscriptions.reminders;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.projections.views.overview.WaitingKind;
import java.util.Locale;

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

    static ReminderKind of(WaitingKind waiting) {
        return switch (waiting) {
            case ANSWER_REQUEST -> REQUEST;
            case CONFIRM_DELIVERY -> DELIVERY;
            case ANSWER_TERMS,
                    ADMIT_MEDIATOR,
                    ANSWER_CHARTER,
                    ANSWER_CHECK_INS,
                    ANSWER_DECISION,
                    ANSWER_OBJECTION,
                    ANSWER_REMEDY,
                    ANSWER_FINDING,
                    ANSWER_ERASURE,
                    ANSWER_CLOSING,
                    ANSWER_REOPENING -> PROPOSAL;
            case REVIEW_DECISION -> REVIEW;
            case HOLD_CHECK_IN, HOLD_CHECKPOINT -> MEETING;
            case SETTLE_DISPUTE,
                    GIVE_REASON,
                    ACKNOWLEDGE_CONCERN,
                    HEAR_CONCERN,
                    ACKNOWLEDGE_CONVERSATION,
                    GIVE_FEEDBACK,
                    ACT_ON_FEEDBACK,
                    ENDORSE_WIN,
                    ANSWER_QUESTION -> OTHER;
        };
    }
}
