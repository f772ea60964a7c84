package dev.kept.projections.store.reading;

import dev.kept.events.Side;
import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.reading.Texts.OfLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What every plain list of items can be asked for: those of a side, in the order in which they came about, page by page, now or in the
 * past.
 *
 * @param list the operation's id, for cursors
 * @param states any of them; empty for all
 * @param after only items that came about after this entry; -1 for all
 */
public record Listing(
        String list,
        Set<String> states,
        @Nullable Side side,
        int limit,
        long after,
        @Nullable AsOf asOf) {

    private static final int MAX_LIMIT = 200;
    private static final int LIMIT = 50;
    private static final int MOST_AT_ONCE = 10_000;

    /** What {@code state} usually says. */
    public static final String IN_STATES = "Only those in one of these states; may be repeated.";

    public Listing {
        states = Set.copyOf(states);
    }

    /** Reads the query parameter {@code state}: any of some states. */
    public static Set<String> states(Fields fields, List<String> states, String description) {
        return Set.copyOf(fields.otherwise(
                "state",
                FieldType.list(states.size(), FieldType.choice(states, state -> state))
                        .describedAs(description),
                List.of()));
    }

    /** As {@link #read}, and only those in one of some states. */
    public static Listing inStates(Fields fields, String list, List<String> states) {
        Set<String> asked = states(fields, states, IN_STATES);
        return read(fields, list).in(asked);
    }

    /** The same, only of items in one of these states. */
    public Listing in(Set<String> only) {
        return new Listing(list, only, side, limit, after, asOf);
    }

    /** Reads the query parameters {@code side}, {@code limit}, {@code cursor} and {@code asOf}. */
    public static Listing read(Fields fields, String list) {
        return of(
                fields.optional(
                        "side", FieldType.choice(Side.class).describedAs("Only those that began with this side.")),
                fields,
                list);
    }

    /** As {@link #inStates}, of items that begin with no side: without {@code side}. */
    public static Listing ofNoSide(Fields fields, String list, List<String> states) {
        Set<String> asked = states(fields, states, IN_STATES);
        return of(null, fields, list).in(asked);
    }

    /** Of all items, whatever their state and side. */
    public static Listing ofAll(Fields fields, String list) {
        AsOf asOf = fields.optional("asOf", AsOf.KIND);
        Long after = fields.optional("cursor", Cursor.type(list, -1L, cursor -> cursor.number(0)));
        int limit = fields.otherwise("limit", FieldType.integer(1, MAX_LIMIT).describedAs("50 when absent."), LIMIT);
        return new Listing(list, Set.of(), null, limit, after == null ? -1 : after, asOf);
    }

    private static Listing of(@Nullable Side side, Fields fields, String list) {
        int limit = fields.otherwise("limit", FieldType.integer(1, MAX_LIMIT).describedAs("50 when absent."), LIMIT);
        Long after = fields.optional("cursor", Cursor.type(list, -1L, cursor -> cursor.number(0)));
        return new Listing(list, Set.of(), side, limit, after == null ? -1 : after, fields.optional("asOf", AsOf.KIND));
    }

    /**
     * One page of items with their texts.
     *
     * @param which what else an item must be
     * @param shown what an item is in the answer
     */
    public <B> Page<JsonNode> page(
            LedgerReading reading, ItemFold<?, B> fold, Predicate<B> which, Function<B, ?> shown, Texts texts) {
        List<Item<B>> found = new ArrayList<>();
        long last = after;
        int step = limit + 1;
        int asked;
        List<Item<B>> more;
        do {
            asked = step;
            more = reading.items(fold, new ItemFilter(states, side, null, null, last, asked));
            more.stream()
                    .filter(item -> which.test(item.view()))
                    .limit(limit + 1L - found.size())
                    .forEach(found::add);
            last = more.isEmpty() ? last : more.getLast().firstSequence();
            // Where few are wanted, most are gone through in few steps.
            step = Math.min(asked * 4, MOST_AT_ONCE);
        } while (found.size() <= limit && more.size() == asked);
        List<Item<B>> first = found.subList(0, Math.min(found.size(), limit));
        String next = found.size() > first.size()
                ? Cursor.of(first.getLast().firstSequence()).encoded(list)
                : null;
        return new Page<>(
                texts.render(first.stream()
                        .map(item -> new OfLedger(reading, shown.apply(item.view())))
                        .toList()),
                next);
    }
}
