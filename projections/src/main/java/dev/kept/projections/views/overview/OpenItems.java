package dev.kept.projections.views.overview;

import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.Opening;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What of each kind waits for somebody or is ahead; a query for each kind, whatever the number of ledgers. */
final class OpenItems {

    /** In this order they are read and, where nothing else decides, listed: commitments first, then by name. */
    private static final List<ItemKind<?, ?, ?>> KINDS = Kinds.ALL.stream()
            .filter(kind -> kind.opening() != null)
            .sorted(Comparator.comparing((ItemKind<?, ?, ?> kind) -> kind != Kinds.COMMITMENT)
                    .thenComparing(kind -> kind.name().one()))
            .toList();

    private OpenItems() {}

    /** The open items of each ledger. */
    static Map<UUID, List<Open>> of(Ledgers ledgers, List<LedgerReading> readings, Instant at) {
        return of(KINDS, ledgers, readings, at);
    }

    /** The same without commitments, for whoever looks at all of those anyway. */
    static Map<UUID, List<Open>> besideCommitments(Ledgers ledgers, List<LedgerReading> readings, Instant at) {
        return of(KINDS.stream().filter(kind -> kind != Kinds.COMMITMENT).toList(), ledgers, readings, at);
    }

    private static Map<UUID, List<Open>> of(
            List<ItemKind<?, ?, ?>> kinds, Ledgers ledgers, List<LedgerReading> readings, Instant at) {
        Map<UUID, List<Open>> found = new HashMap<>();
        kinds.forEach(kind -> read(kind, ledgers, readings, at, found));
        return found;
    }

    private static <B> void read(
            ItemKind<?, ?, B> kind,
            Ledgers ledgers,
            List<LedgerReading> readings,
            Instant at,
            Map<UUID, List<Open>> found) {
        Opening<B> opening = kind.opening();
        if (opening == null) {
            return;
        }
        ItemFilter filter = new ItemFilter(opening.states(), null, null, null, -1, Integer.MAX_VALUE);
        ledgers.items(readings, kind.fold(), filter).forEach((ledger, items) -> {
            for (Item<B> item : items) {
                found.computeIfAbsent(ledger, ignored -> new ArrayList<>())
                        .add(new Open(kind.name().one(), opening.reader().open(item.view(), at)));
            }
        });
    }

    /** @param kind as views are stored under */
    record Open(String kind, OpenItem item) {}
}
