package dev.kept.projections.ledgers;

import dev.kept.http.Cursor;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Kind;
import dev.kept.projections.reading.Ledgers.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param after the last ledger shown; null for the first page */
record LedgersQuery(@Nullable Place after, int limit) {

    private static final String LIST = "listLedgers";

    static LedgersQuery read(Fields fields) {
        Cursor cursor = fields.optional("cursor", Cursor.kind(LIST));
        Place after = fields.derive(
                "cursor",
                Set.of("cursor"),
                new Place(Instant.EPOCH, new UUID(0, 0)),
                () -> cursor == null ? new Place(Instant.EPOCH, new UUID(0, 0)) : place(cursor.parts()));
        return new LedgersQuery(
                cursor == null ? null : after,
                fields.otherwise("limit", Kind.integer(1, 200).describedAs("50 when absent."), 50));
    }

    static String next(Place last) {
        return Cursor.of(last.opened(), last.ledger()).encoded(LIST);
    }

    private static Place place(List<String> parts) {
        try {
            return new Place(Cursor.instant(parts.get(0)), UUID.fromString(parts.get(1)));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Invalid("invalid-value", "It is not a cursor of this list.");
        }
    }
}
