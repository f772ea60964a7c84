package dev.kept.projections.store.fold;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be waited for. Readiness is not among it: nobody is pushed to let go. */
public enum WaitingKind {
    ANSWER_REQUEST,
    ANSWER_TERMS,
    CONFIRM_DELIVERY,
    SETTLE_DISPUTE,
    GIVE_REASON,
    ADMIT_MEDIATOR,
    ANSWER_CHARTER("agreeCharter"),
    ANSWER_CHECK_INS("agreeCheckIns"),
    HOLD_CHECK_IN("holdCheckIn"),
    HOLD_CHECKPOINT("holdCheckpoint"),
    ANSWER_DECISION("agreeDecision"),
    /** A proposed decision of the own side was objected to. */
    ANSWER_OBJECTION("withdrawDecision"),
    REVIEW_DECISION("reviewDecision"),
    ACKNOWLEDGE_CONCERN("acknowledgeConcern"),
    ANSWER_REMEDY("acceptRemedy"),
    /** A mediator's: a concern was brought to the mediator. */
    HEAR_CONCERN,
    ACKNOWLEDGE_CONVERSATION("acknowledgeConversation"),
    GIVE_FEEDBACK("giveFeedback"),
    ACT_ON_FEEDBACK("actOnFeedback"),
    ENDORSE_WIN("endorseWin"),
    ANSWER_QUESTION("answerQuestion"),
    ANSWER_FINDING("acceptFinding"),
    ANSWER_ERASURE("agreeErasure"),
    ANSWER_CLOSING,
    ANSWER_REOPENING;

    private static final Map<String, WaitingKind> BY_OPERATION = Arrays.stream(values())
            .filter(kind -> kind.operation != null)
            .collect(Collectors.toUnmodifiableMap(WaitingKind::operation, Function.identity()));

    private final @Nullable String operation;

    WaitingKind() {
        this.operation = null;
    }

    /** @param operation the id of the operation that answers it; where several do, the first that comes to mind */
    WaitingKind(String operation) {
        this.operation = operation;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The id of the operation that answers it. Only for what a {@link Turn} can be about. */
    public String operation() {
        return Objects.requireNonNull(operation, "no turn is about it");
    }

    /** @param operation of a {@link Turn} */
    static WaitingKind of(String operation) {
        WaitingKind kind = BY_OPERATION.get(operation);
        if (kind == null) {
            throw new IllegalArgumentException("nothing waits for " + operation);
        }
        return kind;
    }
}
