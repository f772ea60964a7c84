package dev.kept.projections.views.seen;

import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.projections.store.reading.AsOf;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Of which entries to tell who saw them.
 *
 * @param from inclusive
 * @param to inclusive
 * @param after the last range shown; null for the first page
 */
record SeenQuery(
        long from, long to, @Nullable AsOf asOf, @Nullable PageStart after, int limit) {

    private static final String LIST = "listSeen";
    private static final long MOST = (1L << 53) - 1;

    private static final FieldType<PageStart> CURSOR = Cursor.type(
            LIST, new PageStart(-1, new UUID(0, 0)), cursor -> new PageStart(cursor.number(0), cursor.id(1)));

    /** A range's place in the list. */
    record PageStart(long from, UUID member) {}

    static SeenQuery read(Fields fields) {
        FieldType<Long> sequence = FieldType.longInteger(0, MOST);
        long from = fields.otherwise("from", sequence.describedAs("The first entry; 0 when absent."), 0L);
        long to = fields.otherwise("to", sequence.describedAs("The last entry; the ledger's when absent."), MOST);
        AsOf asOf = fields.optional("asOf", AsOf.KIND);
        PageStart after = fields.optional("cursor", CURSOR);
        return new SeenQuery(
                from,
                to,
                asOf,
                after,
                fields.otherwise("limit", FieldType.integer(1, 200).describedAs("50 when absent."), 50));
    }

    static String next(SeenRange last) {
        return Cursor.of(last.from(), String.valueOf(last.seen().member())).encoded(LIST);
    }
}
