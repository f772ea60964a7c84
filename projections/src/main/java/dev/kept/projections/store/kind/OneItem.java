package dev.kept.projections.store.kind;

import dev.kept.http.Fields;
import dev.kept.projections.store.reading.AsOf;
import org.jspecify.annotations.Nullable;

/** The query parameters of an answer about one item. */
public record OneItem(@Nullable AsOf asOf) {
    static OneItem read(Fields fields) {
        return new OneItem(fields.optional("asOf", AsOf.KIND));
    }
}
