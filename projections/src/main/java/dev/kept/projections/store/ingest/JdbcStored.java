package dev.kept.projections.store.ingest;

import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.ItemKey;
import dev.kept.projections.store.fold.LedgerFolding;
import dev.kept.projections.store.fold.LedgerView;
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
        select i.ledger_id, i.kind, i.item_id, i.first_sequence, i.last_sequence, i.view
          from unnest(?::uuid[], ?::text[], ?::uuid[]) k(ledger_id, kind, item_id)
          join item i using (ledger_id, kind, item_id)
        """;

    private static final String STATEMENTS = """
        select e.ledger_id, e.sequence, e.statement
          from unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
          join entry e using (ledger_id, sequence)
        """;

    private final Map<String, ItemFold<?, ?>> foldOf;

    JdbcStored(List<ItemFold<?, ?>> folds) {
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
     * @param unreadable why a ledger has an item among them that cannot be read
     */
    record Items(Map<UUID, Map<ItemKey, Item<?>>> found, Map<UUID, String> unreadable) {}

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

    /** The stored items among those asked for. */
    Items items(Connection connection, Map<UUID, ? extends Collection<ItemKey>> wanted) throws SQLException {
        record Key(UUID ledger, ItemKey item) {}
        List<Key> keys = new ArrayList<>();
        wanted.forEach((ledger, items) -> items.forEach(item -> keys.add(new Key(ledger, item))));
        Items items = new Items(new HashMap<>(), new HashMap<>());
        if (keys.isEmpty()) {
            return items;
        }
        try (PreparedStatement statement = connection.prepareStatement(ITEMS)) {
            Sql.uuids(statement, 1, keys, Key::ledger);
            Sql.texts(statement, 2, keys, key -> key.item().kind());
            Sql.uuids(statement, 3, keys, key -> key.item().id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String kind = row.getString("kind");
                    ItemFold<?, ?> fold = foldOf.get(kind);
                    if (fold != null) {
                        UUID ledger = row.getObject("ledger_id", UUID.class);
                        try {
                            Item<?> item = new Item<>(
                                    row.getObject("item_id", UUID.class),
                                    row.getLong("first_sequence"),
                                    row.getLong("last_sequence"),
                                    ViewJson.read(row.getString("view"), fold.view()));
                            items.found()
                                    .computeIfAbsent(ledger, ignored -> new HashMap<>())
                                    .put(new ItemKey(kind, item.id()), item);
                        } catch (UnreadableView e) {
                            items.unreadable().put(ledger, Reasons.of(e));
                        }
                    }
                }
            }
        }
        return items;
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
