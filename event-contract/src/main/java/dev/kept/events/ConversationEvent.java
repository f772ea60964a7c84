package dev.kept.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.events.Terms.Monitor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A talk that took place, and what the other side says to the account of it. */
public sealed interface ConversationEvent extends LedgerEvent {

    UUID conversation();

    @Override
    default UUID subject() {
        return conversation();
    }

    /**
     * A side gave account of a talk. Commitments, decisions and checkpoints recorded with it are entries of their own, written by the
     * same command.
     *
     * @param occurred when it took place
     * @param evaluation how it will be looked at whether the next steps helped
     * @param monitor who looks
     * @param contact how to reach each other until then
     * @param evidence what was shown or written down there; absent in entries from before there was any, and where there is none
     */
    record ConversationRecorded(
            UUID conversation,
            Side by,
            Due occurred,
            List<Participant> participants,
            Text synopsis,
            List<Text> positives,
            List<Text> nextSteps,
            @Nullable Text evaluation,
            @Nullable Monitor monitor,
            @Nullable Text contact,
            List<UUID> commitments,
            List<UUID> decisions,
            List<UUID> checkpoints,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Evidence> evidence)
            implements ConversationEvent {
        public ConversationRecorded {
            participants = List.copyOf(participants);
            positives = List.copyOf(positives);
            nextSteps = List.copyOf(nextSteps);
            commitments = List.copyOf(commitments);
            decisions = List.copyOf(decisions);
            checkpoints = List.copyOf(checkpoints);
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }

        public ConversationRecorded(
                UUID conversation,
                Side by,
                Due occurred,
                List<Participant> participants,
                Text synopsis,
                List<Text> positives,
                List<Text> nextSteps,
                @Nullable Text evaluation,
                @Nullable Monitor monitor,
                @Nullable Text contact,
                List<UUID> commitments,
                List<UUID> decisions,
                List<UUID> checkpoints) {
            this(
                    conversation,
                    by,
                    occurred,
                    participants,
                    synopsis,
                    positives,
                    nextSteps,
                    evaluation,
                    monitor,
                    contact,
                    commitments,
                    decisions,
                    checkpoints,
                    List.of());
        }
    }

    /** The other side agrees with the account. */
    record ConversationAcknowledged(
            UUID conversation, Side by, @Nullable Text comment) implements ConversationEvent {}

    /** The other side remembers it differently; the account stays as it was written. */
    record ConversationCorrected(UUID conversation, UUID correction, Side by, Text text) implements ConversationEvent {}

    /**
     * Who took part.
     *
     * @param member a member of the ledger, or its mediator; else null
     * @param name of somebody who is not in the ledger; else null
     * @param side for whom; null for somebody neutral
     */
    record Participant(
            @Nullable UUID member,
            @Nullable Text name,
            @Nullable Side side) {}
}
