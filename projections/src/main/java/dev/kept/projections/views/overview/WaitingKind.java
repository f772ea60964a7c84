package dev.kept.projections.views.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be waited for. Readiness is not among it: nobody is pushed to let go. */
public enum WaitingKind {
    ANSWER_REQUEST,
    ANSWER_TERMS,
    CONFIRM_DELIVERY,
    SETTLE_DISPUTE,
    GIVE_REASON,
    ADMIT_MEDIATOR,
    ANSWER_CHARTER,
    ANSWER_CHECK_INS,
    HOLD_CHECK_IN,
    HOLD_CHECKPOINT,
    ANSWER_DECISION,
    /** A proposed decision of the own side was objected to. */
    ANSWER_OBJECTION,
    REVIEW_DECISION,
    ACKNOWLEDGE_CONCERN,
    ANSWER_REMEDY,
    /** A mediator's: a concern was brought to the mediator. */
    HEAR_CONCERN,
    ACKNOWLEDGE_CONVERSATION,
    GIVE_FEEDBACK,
    ACT_ON_FEEDBACK,
    ENDORSE_WIN,
    ANSWER_QUESTION,
    ANSWER_FINDING,
    ANSWER_ERASURE,
    ANSWER_CLOSING,
    ANSWER_REOPENING;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param operation of a {@link dev.kept.projections.store.fold.Turn} */
    static WaitingKind of(String operation) {
        return switch (operation) {
            case "agreeCharter" -> ANSWER_CHARTER;
            case "agreeCheckIns" -> ANSWER_CHECK_INS;
            case "holdCheckIn" -> HOLD_CHECK_IN;
            case "holdCheckpoint" -> HOLD_CHECKPOINT;
            case "agreeDecision" -> ANSWER_DECISION;
            case "withdrawDecision" -> ANSWER_OBJECTION;
            case "reviewDecision" -> REVIEW_DECISION;
            case "acknowledgeConcern" -> ACKNOWLEDGE_CONCERN;
            case "acceptRemedy" -> ANSWER_REMEDY;
            case "acknowledgeConversation" -> ACKNOWLEDGE_CONVERSATION;
            case "giveFeedback" -> GIVE_FEEDBACK;
            case "actOnFeedback" -> ACT_ON_FEEDBACK;
            case "endorseWin" -> ENDORSE_WIN;
            case "answerQuestion" -> ANSWER_QUESTION;
            case "acceptFinding" -> ANSWER_FINDING;
            case "agreeErasure" -> ANSWER_ERASURE;
            default -> throw new IllegalArgumentException("nothing waits for " + operation);
        };
    }
}
