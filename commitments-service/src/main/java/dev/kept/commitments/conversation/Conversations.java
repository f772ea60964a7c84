package dev.kept.commitments.conversation;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.ConversationEvent;
import dev.kept.events.ConversationEvent.ConversationAcknowledged;
import dev.kept.events.ConversationEvent.ConversationCorrected;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.Side;
import java.util.Map;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every conversation of a ledger.
 *
 * @param all by id
 */
public record Conversations(PMap<UUID, Conversation> all) {

    public static final Conversations NONE = new Conversations(HashTreePMap.empty());

    /**
     * An account of a talk.
     *
     * @param by the side that gave it
     */
    record Conversation(Side by, boolean acknowledged) {}

    Conversation require(UUID id) {
        Conversation conversation = all.get(id);
        if (conversation == null) {
            throw Rejected.unknown(
                    "conversation-not-found",
                    "There is no such conversation in this ledger.",
                    Map.of("conversation", id));
        }
        return conversation;
    }

    public Conversations evolve(ConversationEvent event) {
        UUID id = event.conversation();
        return switch (event) {
            case ConversationRecorded it -> with(id, new Conversation(it.by(), false));
            case ConversationAcknowledged ignored ->
                with(id, new Conversation(require(id).by(), true));
            case ConversationCorrected ignored -> this;
        };
    }

    private Conversations with(UUID id, Conversation conversation) {
        return new Conversations(all.plus(id, conversation));
    }
}
