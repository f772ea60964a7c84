package dev.kept.projections.views.export;

import dev.kept.events.Actor;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.WireTypes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry as people read it, its texts and its writer's name still to be put in. */
record Shown(
        long sequence,
        UUID id,
        Instant recorded,
        Actor by,
        String type,
        @Nullable UUID subject,
        LedgerEvent data) {

    static Shown of(Entry entry) {
        return new Shown(
                entry.sequence(),
                entry.id(),
                entry.recorded(),
                entry.actor(),
                WireTypes.nameOf(entry.event()),
                entry.event().subject(),
                entry.event());
    }
}
