package dev.kept.projections.views.export;

import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.kind.ItemKind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of an export. Its name is promised to whoever reads the files.
 *
 * @param kind of the items; null for the table of all entries
 */
record Table(String name, @Nullable ItemKind<?, ?, ?> kind) {

    static final Table ENTRIES = new Table("entries", null);

    static final List<Table> ALL = Stream.concat(
                    Stream.of(ENTRIES),
                    Kinds.ALL.stream().map(kind -> new Table(kind.name().many(), kind)))
            .toList();

    String fileName() {
        return name + ".csv";
    }
}
