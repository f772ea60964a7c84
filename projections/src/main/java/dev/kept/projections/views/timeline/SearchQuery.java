package dev.kept.projections.views.timeline;

import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.SearchWords;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of all ledgers.
 *
 * @param text what to search for; null for everything
 * @param after the last entry shown; null for the first page
 */
record SearchQuery(
        SearchWords.@Nullable Query text, @Nullable Place after, int limit) {

    private static final String LIST = "searchEntries";

    private static final FieldType<Place> CURSOR = Cursor.type(
            LIST,
            new Place(Instant.EPOCH, new UUID(0, 0), 0),
            cursor -> new Place(cursor.instant(0), cursor.id(1), cursor.number(2)));

    /** Where an entry stands among those of all ledgers. */
    record Place(Instant recorded, UUID ledger, long sequence) {}

    static SearchQuery read(Fields fields) {
        String text = fields.optional("q", EntriesQuery.WORDS);
        return new SearchQuery(
                text == null ? null : SearchWords.query(text),
                fields.optional("cursor", CURSOR),
                fields.otherwise("limit", FieldType.integer(1, 200).describedAs("50 when absent."), 50));
    }

    static String next(Place last) {
        return Cursor.of(last.recorded(), last.ledger(), last.sequence()).encoded(LIST);
    }
}
