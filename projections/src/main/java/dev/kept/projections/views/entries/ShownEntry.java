package dev.kept.projections.views.entries;

import dev.kept.events.Actor;
import dev.kept.events.Entry;
import dev.kept.events.WireTypes;
import dev.kept.projections.store.fields.EntryField;
import dev.kept.projections.store.fields.EntryField.Reference;
import dev.kept.projections.store.fields.ReferenceTitles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as people read it; texts and names are still references.
 *
 * @param item what it is about; null when it is about the ledger as a whole
 */
public record ShownEntry(
        long sequence,
        Instant recorded,
        Actor by,
        String type,
        @Nullable Reference item,
        List<EntryField> fields) {

    static ShownEntry of(Entry entry, ReferenceTitles titles) {
        String type = WireTypes.nameOf(entry.event());
        return new ShownEntry(
                entry.sequence(),
                entry.recorded(),
                entry.actor(),
                type,
                item(entry, WireTypes.kindOf(type), titles),
                EntryFields.of(entry.event(), titles));
    }

    private static @Nullable Reference item(Entry entry, String kind, ReferenceTitles titles) {
        var subject = entry.event().subject();
        if (subject == null) {
            return null;
        }
        ReferenceTitles.Named named = titles.named(subject);
        return new Reference(
                "item", named == null ? kind : named.kind(), subject, named == null ? null : named.title());
    }
}
