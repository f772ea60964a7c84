package dev.kept.projections.views.ledgers;

import dev.kept.http.Cursor;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.projections.store.reading.Ledgers.Place;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param after the last ledger shown; null for the first page */
record LedgersQuery(@Nullable Place after, int limit) {

    private static final String LIST = "listLedgers";
    private static final Kind<Place> CURSOR = Cursor.kind(
            LIST, new Place(Instant.EPOCH, new UUID(0, 0)), cursor -> new Place(cursor.instant(0), cursor.id(1)));

    static LedgersQuery read(Fields fields) {
        return new LedgersQuery(
                fields.optional("cursor", CURSOR),
                fields.otherwise("limit", Kind.integer(1, 200).describedAs("50 when absent."), 50));
    }

    static String next(Place last) {
        return Cursor.of(last.opened(), last.ledger()).encoded(LIST);
    }
}
