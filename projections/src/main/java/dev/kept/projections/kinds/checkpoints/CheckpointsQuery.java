package dev.kept.projections.kinds.checkpoints;

import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.Listing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of listCheckpoints.
 *
 * @param dueFrom inclusive
 * @param dueTo exclusive
 * @param after the last checkpoint shown; null for the first page
 */
record CheckpointsQuery(
        Set<String> states,
        @Nullable Instant dueFrom,
        @Nullable Instant dueTo,
        int limit,
        @Nullable PageStart after,
        @Nullable AsOf asOf) {

    /** A checkpoint's place in the list. */
    record PageStart(Instant due, long firstSequence) {}

    private static final String LIST = "listCheckpoints";
    private static final int MAX_LIMIT = 200;
    private static final int LIMIT = 50;

    private static final FieldType<PageStart> CURSOR = Cursor.type(
            LIST,
            new PageStart(Instant.EPOCH, -1),
            cursor -> new PageStart(Instant.ofEpochMilli(cursor.number(0)), cursor.number(1)));

    private static final FieldType<Instant> INSTANT = FieldType.instant("An ISO 8601 instant with offset.");

    private static final Comparator<Item<CheckpointView>> BY_DUE = Comparator.comparing(
                    (Item<CheckpointView> item) -> item.view().due().at())
            .thenComparing(Item::firstSequence);

    static CheckpointsQuery read(Fields fields) {
        Set<String> states = Listing.states(fields, new CheckpointKind().states(), Listing.IN_STATES);
        return new CheckpointsQuery(
                states,
                fields.optional("dueFrom", INSTANT.describedAs("Only those set for this instant or later.")),
                fields.optional("dueTo", INSTANT.describedAs("Only those set for an earlier instant.")),
                fields.otherwise("limit", FieldType.integer(1, MAX_LIMIT), LIMIT),
                fields.optional("cursor", CURSOR),
                fields.optional("asOf", AsOf.KIND));
    }

    ItemFilter filter() {
        return new ItemFilter(states, null, dueFrom, dueTo, -1, Integer.MAX_VALUE);
    }

    /** One page of those that the filter lets through, by date. */
    Page<CheckpointView> page(List<Item<CheckpointView>> found) {
        List<Item<CheckpointView>> rest =
                found.stream().sorted(BY_DUE).filter(this::isAfterCursor).toList();
        List<Item<CheckpointView>> shown = rest.subList(0, Math.min(rest.size(), limit));
        return new Page<>(
                shown.stream().map(Item::view).toList(), rest.size() > shown.size() ? next(shown.getLast()) : null);
    }

    private boolean isAfterCursor(Item<CheckpointView> item) {
        if (after == null) {
            return true;
        }
        int order = item.view().due().at().compareTo(after.due());
        return order == 0 ? item.firstSequence() > after.firstSequence() : order > 0;
    }

    private static String next(Item<CheckpointView> last) {
        return Cursor.of(last.view().due().at().toEpochMilli(), last.firstSequence())
                .encoded(LIST);
    }
}
