package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Progress worth recognising. */
public sealed interface WinEvent extends LedgerEvent {

    UUID win();

    @Override
    default UUID subject() {
        return win();
    }

    /**
     * A side recognises progress.
     *
     * @param about items it came from
     */
    record WinCelebrated(
            UUID win, Side by, Text title, @Nullable Text text, List<UUID> about) implements WinEvent {
        public WinCelebrated {
            about = List.copyOf(about);
        }
    }

    /** The other side joins in: it is shared from now on. */
    record WinEndorsed(UUID win, @Nullable Text comment) implements WinEvent {}
}
