package dev.kept.projections.views.ledgers;

import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.projections.store.reading.Ledgers.PageStart;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param after the last ledger shown; null for the first page */
record LedgersQuery(@Nullable PageStart after, int limit) {

    private static final String LIST = "listLedgers";
    private static final FieldType<PageStart> CURSOR = Cursor.type(
            LIST,
            new PageStart(Instant.EPOCH, new UUID(0, 0)),
            cursor -> new PageStart(cursor.instant(0), cursor.id(1)));

    static LedgersQuery read(Fields fields) {
        return new LedgersQuery(
                fields.optional("cursor", CURSOR),
                fields.otherwise("limit", FieldType.integer(1, 200).describedAs("50 when absent."), 50));
    }

    static String next(PageStart last) {
        return Cursor.of(last.opened(), last.ledger()).encoded(LIST);
    }
}
