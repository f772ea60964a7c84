package dev.kept.projections.store.reading;

import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.LedgerView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One ledger as its reader may see it: now, or as of an earlier entry. Texts in views are references; see {@link Texts}. */
public interface LedgerReading {

    UUID ledger();

    /** The reader's role now: {@code A}, {@code B} or {@code mediator}. */
    String role();

    /** The parties, people and invitations. */
    LedgerView view();

    /** The last entry this reading knows; the ETag of lists. */
    long head();

    /** When that entry was recorded. */
    Instant recorded();

    /** The entry that a halted ledger waits for; null when it is not halted, and of the past and where many ledgers are read at once. */
    default @Nullable Long awaited() {
        return null;
    }

    /** An item with its whole view; its last sequence, for an ETag, is never before the ledger's last erasure. */
    <V> Optional<Item<V>> item(ItemFold<V, ?> fold, UUID id);

    /**
     * The first items of an order, and how many there are.
     *
     * @param states any of them; empty for all
     */
    <B> Counted<B> counted(ItemFold<?, B> fold, Set<String> states, Counted.Order order, int limit);

    /** The items' briefs, in the order in which the items came about. */
    <B> List<Item<B>> items(ItemFold<?, B> fold, ItemFilter filter);

    /** Gives the same briefs to somebody one after the other: for sums and choices that keep little of what they see. */
    default <B> void each(ItemFold<?, B> fold, ItemFilter filter, Consumer<B> taker) {
        items(fold, filter).forEach(item -> taker.accept(item.view()));
    }
}
