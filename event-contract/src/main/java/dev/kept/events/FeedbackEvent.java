package dev.kept.events;

import java.util.List;
import java.util.UUID;

/** Feedback: asked for, given, acted upon. */
public sealed interface FeedbackEvent extends LedgerEvent {

    UUID feedback();

    @Override
    default UUID subject() {
        return feedback();
    }

    /**
     * A side asks the other one.
     *
     * @param about items it asks about
     */
    record FeedbackAsked(UUID feedback, Side by, Text question, List<UUID> about) implements FeedbackEvent {
        public FeedbackAsked {
            about = List.copyOf(about);
        }
    }

    /** The other side answers. */
    record FeedbackGiven(UUID feedback, Text text) implements FeedbackEvent {}

    /**
     * The side that asked says what it did about it.
     *
     * @param links items that show it, at least one
     */
    record FeedbackActedUpon(UUID feedback, Text text, List<UUID> links) implements FeedbackEvent {
        public FeedbackActedUpon {
            links = List.copyOf(links);
        }
    }
}
