package dev.kept.projections.views.entries;

import dev.kept.events.Entry;
import dev.kept.events.Text;
import dev.kept.projections.store.fields.ReferenceTitles;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns entries into labelled, typed fields, with one query for all that they refer to. */
public final class ShownEntries {

    private final JdbcReferences references;

    ShownEntries(JdbcReferences references) {
        this.references = references;
    }

    /** In the order of the entries. */
    public List<ShownEntry> of(LedgerReading reading, List<Entry> entries) {
        Collecting ids = new Collecting();
        entries.forEach(entry -> ShownEntry.of(entry, ids));
        ReferenceTitles titles = references.titles(reading.view(), ids.found);
        return entries.stream().map(entry -> ShownEntry.of(entry, titles)).toList();
    }

    public ShownEntry of(LedgerReading reading, Entry entry) {
        return of(reading, List.of(entry)).getFirst();
    }

    /** Knows nothing, and remembers what it was asked for. */
    private static final class Collecting implements ReferenceTitles {

        private final Set<UUID> found = new HashSet<>();

        @Override
        public @Nullable Named named(UUID item) {
            found.add(item);
            return null;
        }

        @Override
        public @Nullable Text person(UUID member) {
            return null;
        }
    }
}
