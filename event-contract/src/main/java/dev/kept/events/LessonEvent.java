package dev.kept.events;

import java.util.List;
import java.util.UUID;

/** What was learned. */
public sealed interface LessonEvent extends LedgerEvent {

    UUID lesson();

    @Override
    default UUID subject() {
        return lesson();
    }

    /**
     * A side says what it learned.
     *
     * @param differently what it will do differently
     * @param about items it was learned from
     */
    record LessonRecorded(UUID lesson, Side by, Text learned, Text differently, List<UUID> about)
            implements LessonEvent {
        public LessonRecorded {
            about = List.copyOf(about);
        }
    }
}
