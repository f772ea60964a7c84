package dev.kept.projections.kinds.conversations;

import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A talk as one side tells of it, and what the other side says to that.
 *
 * @param by the side that gave the account
 * @param occurred when it took place; {@code recorded} says when the account was given
 * @param evaluation how it will be looked at whether the next steps helped
 * @param monitor who looks
 * @param contact how to reach each other until then
 * @param commitments made and asked for with it, by the same command; as decisions and checkpoints
 * @param waiting the other side, until it said something to the account
 * @param lastSequence the last entry about it
 * @param evidence what was shown or written down there
 */
public record ConversationView(
        UUID conversation,
        Side by,
        ConversationState state,
        Due occurred,
        Provenance recorded,
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
        List<AccountCorrection> corrections,
        @Nullable AccountAcknowledgement acknowledged,
        List<Turn> waiting,
        long lastSequence,
        List<Evidence> evidence) {

    public ConversationView {
        participants = List.copyOf(participants);
        positives = List.copyOf(positives);
        nextSteps = List.copyOf(nextSteps);
        commitments = List.copyOf(commitments);
        decisions = List.copyOf(decisions);
        checkpoints = List.copyOf(checkpoints);
        corrections = List.copyOf(corrections);
        waiting = List.copyOf(waiting);
        // Absent in what earlier versions stored.
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    public record AccountCorrection(UUID correction, Text text, Provenance corrected) {}

    public record AccountAcknowledgement(
            Provenance acknowledged, @Nullable Text comment) {}
}
