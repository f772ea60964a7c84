package dev.kept.commitments.conversation;

import dev.kept.events.ConversationEvent;

/** Every conversation of a ledger. */
public record Conversations() {

    public static final Conversations NONE = new Conversations();

    public Conversations evolve(ConversationEvent event) {
        return this;
    }
}
