package dev.kept.projections.store.fold;

import dev.kept.events.Actor;
import dev.kept.events.Entry;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entry a piece of a view comes from, when it was recorded and by whom.
 *
 * @param member who recorded it; null when the system did
 * @param side in which role: {@code A}, {@code B}, {@code mediator} or {@code system}
 */
public record Provenance(
        long sequence, Instant recorded, @Nullable UUID member, String side) {

    public static Provenance of(Entry entry) {
        Actor actor = entry.actor();
        return new Provenance(entry.sequence(), entry.recorded(), actor.person().orElse(null), actor.wireRole());
    }
}
