package dev.kept.projections.kinds.lessons;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import java.util.List;
import java.util.UUID;

/**
 * What a side learned.
 *
 * @param differently what it will do differently
 * @param about items it was learned from
 * @param lastSequence the last entry about it; its ETag
 */
public record LessonView(
        UUID lesson,
        Side by,
        Text learned,
        Text differently,
        List<UUID> about,
        Provenance recorded,
        long lastSequence) {

    public LessonView {
        about = List.copyOf(about);
    }
}
