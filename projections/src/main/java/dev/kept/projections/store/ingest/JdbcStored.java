package dev.kept.projections.store.ingest;

import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.ItemKey;
import dev.kept.projections.store.fold.LedgerFolding;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.StoredView;
import dev.kept.projections.store.fold.UnreadableView;
import dev.kept.projections.store.fold.ViewJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is stored of ledgers before a batch: one query for all of them. */
final class JdbcStored {

    private static final String LEDGERS = """
        select k.ledger_id, l.head, l.recorded_at, h.expected, h.reason, h.since,
               case when k.whole or h.ledger_id is not null then l.view end as view
          from unnest(?::uuid[], ?::boolean[]) k(ledger_id, whole)
          left join ledger l using (ledger_id)
          left join halted h using (ledger_id)
        """;

    private static final String ITEMS = """
        select i.ledger_id, i.kind, i.item_id, i.first_sequence, i.last_sequence,
               coalesce(i.view_sequence, i.last_sequence) as view_sequence,
               case when i.last_sequence = k.last and coalesce(i.view_sequence, i.last_sequence) = k.base
                    then null else i.view end as view
          from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::bigint[])
               k(ledger_id, kind, item_id, last, base)
          join item i using (ledger_id, kind, item_id)
        """;

    /** What views lack. */
    private static final String LATER = """
        select e.ledger_id, e.subject, e.statement
          from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[]) k(ledger_id, subject, base, last)
          join entry e on e.ledger_id = k.ledger_id and e.subject = k.subject
                      and e.sequence > k.base and e.sequence <= k.last
         order by e.sequence
        """;

    private static final String STATEMENTS = """
        select e.ledger_id, e.sequence, e.statement
          from unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
          join entry e using (ledger_id, sequence)
        """;

    private final Map<String, ItemFold<?, ?>> foldOf;
    private final HotViews hot;

    JdbcStored(List<ItemFold<?, ?>> folds, HotViews hot) {
        this.hot = hot;
        this.foldOf = folds.stream().collect(Collectors.toUnmodifiableMap(ItemFold::kind, fold -> fold));
    }

    /**
     * A ledger as stored, before its items are known.
     *
     * @param unreadable why its own view cannot be read; null when it can or need not be
     */
    record Stored(
            long head,
            Instant recorded,
            @Nullable LedgerView view,
            @Nullable Halt halt,
            @Nullable String unreadable) {}

    /**
     * Stored items.
     *
     * @param found by ledger and key
     * @param views how they are stored, by ledger and key
     * @param unreadable why a ledger has an item among them that cannot be read
     */
    record Items(
            Map<UUID, Map<ItemKey, Item<?>>> found,
            Map<UUID, Map<ItemKey, StoredView>> views,
            Map<UUID, String> unreadable) {

        private void add(UUID ledger, ItemKey key, Item<?> item, StoredView view) {
            found.computeIfAbsent(ledger, ignored -> new HashMap<>()).put(key, item);
            views.computeIfAbsent(ledger, ignored -> new HashMap<>()).put(key, view);
        }
    }

    /** The key of an entry. */
    record EntryKey(UUID ledger, long sequence) {}

    /**
     * The ledgers as they stand; one that is not stored yet has no head.
     *
     * @param wholeView by ledger, whether its own view is needed
     */
    Map<UUID, Stored> ledgers(Connection connection, Map<UUID, Boolean> wholeView) throws SQLException {
        Map<UUID, Stored> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LEDGERS)) {
            Sql.uuids(statement, 1, wholeView.entrySet(), Map.Entry::getKey);
            statement.setArray(
                    2, connection.createArrayOf("boolean", wholeView.values().toArray(Boolean[]::new)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getObject("ledger_id", UUID.class), stored(row));
                }
            }
        }
        return found;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String json = row.getString("view");
        LedgerView view = null;
        String unreadable = null;
        try {
            view = json == null ? null : ViewJson.read(json, LedgerView.class);
        } catch (UnreadableView e) {
            unreadable = Reasons.of(e);
        }
        Instant recorded = instant(row, "recorded_at");
        return new Stored(
                recorded == null ? LedgerFolding.NOTHING : row.getLong("head"),
                recorded == null ? Instant.EPOCH : recorded,
                view,
                halt(row),
                unreadable);
    }

    private static @Nullable Halt halt(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        Instant since = instant(row, "since");
        return reason == null || since == null ? null : new Halt(row.getLong("expected"), reason, since);
    }

    /** An item of a ledger. */
    private record Key(UUID ledger, ItemKey item) {}

    /**
     * An item whose view lacks entries.
     *
     * @param base as of the entry that the view stands at
     * @param last the last entry of the item
     */
    private record Behind(UUID ledger, ItemFold<?, ?> fold, Item<?> base, long last, int length) {}

    /** The stored items among those asked for. */
    Items items(Connection connection, Map<UUID, ? extends Collection<ItemKey>> wanted) throws SQLException {
        List<Key> keys = new ArrayList<>();
        wanted.forEach((ledger, items) -> items.forEach(item -> keys.add(new Key(ledger, item))));
        Items items = new Items(new HashMap<>(), new HashMap<>(), new HashMap<>());
        if (keys.isEmpty()) {
            return items;
        }
        Map<Key, HotViews.Hot> known = new HashMap<>();
        for (Key key : keys) {
            HotViews.Hot view = hot.of(key.ledger(), key.item());
            if (view != null) {
                known.put(key, view);
            }
        }
        List<Behind> behind = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ITEMS)) {
            Sql.uuids(statement, 1, keys, Key::ledger);
            Sql.texts(statement, 2, keys, key -> key.item().kind());
            Sql.uuids(statement, 3, keys, key -> key.item().id());
            Sql.numbers(statement, 4, keys, key -> {
                HotViews.Hot view = known.get(key);
                return view == null ? null : view.item().lastSequence();
            });
            Sql.numbers(statement, 5, keys, key -> {
                HotViews.Hot view = known.get(key);
                return view == null ? null : view.stored().sequence();
            });
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ItemFold<?, ?> fold = foldOf.get(row.getString("kind"));
                    if (fold != null) {
                        item(row, fold, known, items, behind);
                    }
                }
            }
        }
        follow(connection, behind, items);
        return items;
    }

    private static void item(
            ResultSet row, ItemFold<?, ?> fold, Map<Key, HotViews.Hot> known, Items items, List<Behind> behind)
            throws SQLException {
        UUID ledger = row.getObject("ledger_id", UUID.class);
        UUID id = row.getObject("item_id", UUID.class);
        ItemKey key = new ItemKey(fold.kind(), id);
        String json = row.getString("view");
        HotViews.Hot view = known.get(new Key(ledger, key));
        if (json == null && view != null) {
            items.add(ledger, key, view.item(), view.stored());
            return;
        }
        try {
            long base = row.getLong("view_sequence");
            long last = row.getLong("last_sequence");
            Item<?> item = new Item<>(id, row.getLong("first_sequence"), base, ViewJson.read(json, fold.view()));
            if (base == last) {
                items.add(ledger, key, item, StoredView.whole(base, json));
            } else {
                behind.add(new Behind(ledger, fold, item, last, json.length()));
            }
        } catch (UnreadableView e) {
            items.unreadable().put(ledger, Reasons.of(e));
        }
    }

    private static void follow(Connection connection, List<Behind> behind, Items items) throws SQLException {
        if (behind.isEmpty()) {
            return;
        }
        Map<UUID, Map<UUID, List<Entry>>> later = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LATER)) {
            Sql.uuids(statement, 1, behind, Behind::ledger);
            Sql.uuids(statement, 2, behind, each -> each.base().id());
            Sql.numbers(statement, 3, behind, each -> each.base().lastSequence());
            Sql.numbers(statement, 4, behind, Behind::last);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    later.computeIfAbsent(row.getObject("ledger_id", UUID.class), ignored -> new HashMap<>())
                            .computeIfAbsent(row.getObject("subject", UUID.class), ignored -> new ArrayList<>())
                            .add(Statements.read(row.getBytes("statement")));
                }
            }
        }
        for (Behind each : behind) {
            List<Entry> entries = later.getOrDefault(each.ledger(), Map.of())
                    .getOrDefault(each.base().id(), List.of());
            Item<?> item = StoredView.follow(each.fold(), each.base(), entries);
            items.add(
                    each.ledger(),
                    new ItemKey(each.fold().kind(), item.id()),
                    item,
                    new StoredView(each.base().lastSequence(), each.length(), entries.size()));
        }
    }

    Map<EntryKey, byte[]> statements(Connection connection, Collection<EntryKey> places) throws SQLException {
        Map<EntryKey, byte[]> found = new HashMap<>();
        if (places.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(STATEMENTS)) {
            Sql.uuids(statement, 1, places, EntryKey::ledger);
            Sql.numbers(statement, 2, places, EntryKey::sequence);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(
                            new EntryKey(row.getObject("ledger_id", UUID.class), row.getLong("sequence")),
                            row.getBytes("statement"));
                }
            }
        }
        return found;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
