package dev.kept.projections.store.fold;

import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One kind of item: which entries concern it and how its view follows from them. Pure, without state: the same fold serves ingest,
 * rebuild and every 'as of'. Switch over the sealed events without {@code default}, so that a new event breaks the compilation.
 *
 * @param <V> the view: an immutable record with a faithful {@code equals}, stored by {@link ViewJson}
 * @param <B> the brief: the small part of a view that lists and sums need, stored beside it, so that a query can read it for every
 *     item of a ledger at once
 */
public interface ItemFold<V, B> {

    ItemName name();

    /** The kind under which views are stored, e.g. {@code commitment}. */
    default String kind() {
        return name().one();
    }

    /** The type of the view, for reading it back. */
    Class<V> view();

    /** The type of the brief, for reading it back. */
    Class<B> brief();

    /** The item an event concerns, or null when it is no business of this kind. */
    @Nullable
    UUID itemOf(LedgerEvent event);

    /** Whether the item an event concerns is always its {@link LedgerEvent#subject()}, so that an item's entries can be looked up. */
    default boolean isSubject() {
        return true;
    }

    /**
     * The view after an entry for which {@link #itemOf} named the item.
     *
     * @param before null when it is the item's first entry
     */
    V evolve(@Nullable V before, Entry entry);

    /** What lists and sums need of a view; small, and of references as well. */
    B brief(V view);

    /** What others call it when they refer to it; null for an item without words of its own. */
    @Nullable
    Text title(B brief);

    /** What lists filter by. */
    Columns columns(V view);

    /**
     * The columns beside a stored view.
     *
     * @param state a word in lower case, as queries name it
     * @param side whose item it is, e.g. the promisor
     * @param due when it is next due
     */
    record Columns(
            String state, @Nullable Side side, @Nullable Instant due) {}
}
