package dev.kept.projections.reading;

import dev.kept.projections.fold.Item;
import dev.kept.projections.fold.ItemFold;
import dev.kept.projections.fold.ItemFold.Columns;
import dev.kept.projections.fold.ItemKey;
import dev.kept.projections.fold.LedgerFolding;
import dev.kept.projections.fold.LedgerView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A ledger as it stood at an earlier entry, folded in memory. */
record Past(UUID ledger, String role, LedgerView view, LedgerFolding folding) implements LedgerReading {

    @Override
    public long head() {
        return folding.head();
    }

    @Override
    public Instant recorded() {
        return folding.recorded();
    }

    @Override
    public <V> Optional<Item<V>> item(ItemFold<V, ?> fold, UUID id) {
        return views(fold).filter(item -> item.id().equals(id)).findFirst();
    }

    @Override
    public <B> List<Item<B>> items(ItemFold<?, B> fold, ItemFilter filter) {
        return matching(fold, filter);
    }

    private <V, B> List<Item<B>> matching(ItemFold<V, B> fold, ItemFilter filter) {
        return views(fold)
                .filter(item -> item.firstSequence() > filter.after() && matches(fold.columns(item.view()), filter))
                .sorted(Comparator.comparingLong(Item::firstSequence))
                .limit(filter.limit())
                .map(item -> new Item<>(item.id(), item.firstSequence(), item.lastSequence(), fold.brief(item.view())))
                .toList();
    }

    private static boolean matches(Columns columns, ItemFilter filter) {
        Instant due = columns.due();
        return (filter.states().isEmpty() || filter.states().contains(columns.state()))
                && (filter.side() == null || filter.side() == columns.side())
                && (filter.dueFrom() == null || (due != null && !due.isBefore(filter.dueFrom())))
                && (filter.dueTo() == null || (due != null && due.isBefore(filter.dueTo())));
    }

    private <V> Stream<Item<V>> views(ItemFold<V, ?> fold) {
        return folding.items().stream()
                .filter(each -> each.getKey().kind().equals(fold.kind()))
                .map(Map.Entry<ItemKey, Item<?>>::getValue)
                .map(item -> new Item<>(
                        item.id(),
                        item.firstSequence(),
                        item.lastSequence(),
                        fold.view().cast(item.view())));
    }
}
