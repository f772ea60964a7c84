package dev.kept.projections.kinds.conversations;

import dev.kept.events.Actor;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.projections.kinds.checkpoints.CheckpointInBrief;
import dev.kept.projections.kinds.commitments.CommitmentInBrief;
import dev.kept.projections.kinds.conversations.ConversationView.AccountAcknowledgement;
import dev.kept.projections.kinds.conversations.ConversationView.AccountCorrection;
import dev.kept.projections.kinds.decisions.DecisionInBrief;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with everything that was recorded with it, as that stands. See {@link ConversationView}.
 *
 * @param participants people of the ledger, as the ledger knows them
 * @param guests others, by name
 */
public record ConversationAnswer(
        UUID conversation,
        Side by,
        ConversationState state,
        Due occurred,
        Provenance recorded,
        List<Actor> participants,
        List<Guest> guests,
        Text synopsis,
        List<Text> positives,
        List<Text> nextSteps,
        @Nullable Text evaluation,
        @Nullable Monitor monitor,
        @Nullable Text contact,
        List<CommitmentInBrief> commitments,
        List<DecisionInBrief> decisions,
        List<CheckpointInBrief> checkpoints,
        List<AccountCorrection> corrections,
        @Nullable AccountAcknowledgement acknowledged,
        List<Turn> waiting,
        long lastSequence,
        List<Evidence> evidence) {

    /**
     * Somebody who is not in the ledger.
     *
     * @param side for whom; null for somebody neutral
     */
    public record Guest(Text name, @Nullable Side side) {}

    static ConversationAnswer of(LedgerReading reading, ConversationView view) {
        return new ConversationAnswer(
                view.conversation(),
                view.by(),
                view.state(),
                view.occurred(),
                view.recorded(),
                view.participants().stream()
                        .flatMap(each -> member(each).stream())
                        .toList(),
                view.participants().stream()
                        .flatMap(each -> guest(each).stream())
                        .toList(),
                view.synopsis(),
                view.positives(),
                view.nextSteps(),
                view.evaluation(),
                view.monitor(),
                view.contact(),
                CommitmentInBrief.of(reading, view.commitments()),
                DecisionInBrief.of(reading, view.decisions()),
                CheckpointInBrief.of(reading, view.checkpoints()),
                view.corrections(),
                view.acknowledged(),
                view.waiting(),
                view.lastSequence(),
                view.evidence());
    }

    private static List<Actor> member(Participant participant) {
        UUID member = participant.member();
        if (member == null) {
            return List.of();
        }
        Side side = participant.side();
        return List.of(side == null ? new Actor.Mediator(member) : new Actor.Member(member, side));
    }

    private static List<Guest> guest(Participant participant) {
        Text name = participant.name();
        return name == null ? List.of() : List.of(new Guest(name, participant.side()));
    }
}
