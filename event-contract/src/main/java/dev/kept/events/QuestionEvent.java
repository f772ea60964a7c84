package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a mediator asks. */
public sealed interface QuestionEvent extends LedgerEvent {

    UUID question();

    @Override
    default UUID subject() {
        return question();
    }

    /**
     * The mediator asks.
     *
     * @param to the side asked; null for both
     * @param about items it is about
     */
    record QuestionAsked(UUID question, @Nullable Side to, Text text, List<UUID> about) implements QuestionEvent {
        public QuestionAsked {
            about = List.copyOf(about);
        }
    }

    record QuestionAnswered(UUID question, Side by, Text text) implements QuestionEvent {}
}
