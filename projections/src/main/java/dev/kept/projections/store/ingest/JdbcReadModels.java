package dev.kept.projections.store.ingest;

import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.SeenEvent.Range;
import dev.kept.events.WireTypes;
import dev.kept.http.SearchWords;
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

/** The read models' tables, as ingest reads and writes them: each statement serves a whole batch. */
final class JdbcReadModels {

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

    private static final String PARKED = """
        select p.ledger_id, p.topic, p.partition, p."offset", p.sent_at, p.key, p.value
          from parked p
         where p.ledger_id = any(?::uuid[]) and p.topic = ? and p.reason <> ?
         order by p.partition, p."offset"
        """;

    private static final String HALTED_LEDGERS = "select ledger_id from halted where partition = any(?::integer[])";

    private static final String INSERT_ENTRIES = """
        insert into entry (ledger_id, sequence, type, kind, role, member, subject, recorded_at, statement)
        select * from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[],
                             ?::timestamptz[], ?::bytea[])
        """;

    private static final String DELETE_TEXTS = """
        delete from text t
         using unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
         where t.ledger_id = k.ledger_id and t.sequence = k.sequence
        """;

    private static final String INSERT_TEXTS = """
        insert into text (ledger_id, sequence, field, digest, disclosure, value, words)
        select k.*
          from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::tsvector[])
               k(ledger_id, sequence, field, digest, disclosure, value, words)
         where not exists (select from erased e
                            where e.ledger_id = k.ledger_id and e.sequence = k.sequence and e.field = k.field)
        """;

    private static final String INSERT_ERASED = """
        insert into erased (ledger_id, sequence, field, erased_in)
        select * from unnest(?::uuid[], ?::bigint[], ?::text[], ?::bigint[])
        on conflict (ledger_id, sequence, field) do nothing
        """;

    private static final String ERASE_TEXTS = """
        delete from text t
         using unnest(?::uuid[], ?::bigint[], ?::text[]) k(ledger_id, sequence, field)
         where t.ledger_id = k.ledger_id and t.sequence = k.sequence and t.field = k.field
        """;

    /** Of disclosures that could not be read nobody knows which texts they hold. */
    private static final String ERASE_PARKED_TEXTS = """
        delete from parked p
         using unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
         where p.key = convert_to(k.ledger_id || '/' || k.sequence, 'UTF8')
        """;

    private static final String INSERT_SEEN = """
        insert into seen (ledger_id, member, from_sequence, to_sequence, seen_in)
        select * from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[])
        on conflict (ledger_id, member, from_sequence) do nothing
        """;

    private static final String UPSERT_ITEMS = """
        insert into item (ledger_id, kind, item_id, first_sequence, last_sequence, state, side, due, brief, view)
        select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[],
                             ?::timestamptz[], ?::jsonb[], ?::jsonb[])
        on conflict (ledger_id, kind, item_id) do update
        set last_sequence = excluded.last_sequence, state = excluded.state, side = excluded.side,
            due = excluded.due, brief = excluded.brief, view = excluded.view
        """;

    private static final String UPSERT_LEDGERS = """
        insert into ledger (ledger_id, opened_at, head, recorded_at, view)
        select * from unnest(?::uuid[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::jsonb[])
        on conflict (ledger_id) do update
        set head = excluded.head, recorded_at = excluded.recorded_at, view = excluded.view
        """;

    private static final String ADVANCE_LEDGERS = """
        update ledger l
           set head = n.head, recorded_at = n.recorded_at
          from unnest(?::uuid[], ?::bigint[], ?::timestamptz[]) n(ledger_id, head, recorded_at)
         where l.ledger_id = n.ledger_id
        """;

    private static final String UPSERT_MEMBERSHIPS = """
        insert into membership (ledger_id, member, role, from_sequence, until_sequence)
        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[])
        on conflict (ledger_id, member, from_sequence) do update set until_sequence = excluded.until_sequence
        """;

    private static final String PARK = """
        insert into parked (topic, partition, "offset", ledger_id, sequence, reason, sent_at, key, value)
        select * from unnest(?::text[], ?::integer[], ?::bigint[], ?::uuid[], ?::bigint[], ?::text[],
                             ?::timestamptz[], ?::bytea[], ?::bytea[])
        on conflict (topic, partition, "offset") do nothing
        """;

    private static final String UNPARK = """
        delete from parked p
         using unnest(?::text[], ?::integer[], ?::bigint[]) k(topic, partition, "offset")
         where p.topic = k.topic and p.partition = k.partition and p."offset" = k."offset"
        """;

    private static final String HALT = """
        insert into halted (ledger_id, partition, expected, reason, since)
        select * from unnest(?::uuid[], ?::integer[], ?::bigint[], ?::text[], ?::timestamptz[])
        on conflict (ledger_id) do update set expected = excluded.expected
        """;

    private static final String GO_ON = "delete from halted where ledger_id = any(?::uuid[])";

    private final Map<String, ItemFold<?, ?>> foldOf;

    JdbcReadModels(List<ItemFold<?, ?>> folds) {
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

    /** An entry's place. */
    record Place(UUID ledger, long sequence) {}

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

    Map<Place, byte[]> statements(Connection connection, Collection<Place> places) throws SQLException {
        Map<Place, byte[]> found = new HashMap<>();
        if (places.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(STATEMENTS)) {
            Sql.uuids(statement, 1, places, Place::ledger);
            Sql.numbers(statement, 2, places, Place::sequence);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(
                            new Place(row.getObject("ledger_id", UUID.class), row.getLong("sequence")),
                            row.getBytes("statement"));
                }
            }
        }
        return found;
    }

    /** The parked statements of ledgers, oldest first. */
    Map<UUID, List<Received>> parked(Connection connection, Collection<UUID> ledgers, String topic)
            throws SQLException {
        Map<UUID, List<Received>> found = new HashMap<>();
        if (ledgers.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(PARKED)) {
            Sql.uuids(statement, 1, ledgers, ledger -> ledger);
            statement.setString(2, topic);
            statement.setString(3, Reasons.DIFFERS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Instant sentAt = instant(row, "sent_at");
                    found.computeIfAbsent(row.getObject("ledger_id", UUID.class), ignored -> new ArrayList<>())
                            .add(new Received(
                                    row.getString("topic"),
                                    row.getInt("partition"),
                                    row.getLong("offset"),
                                    sentAt == null ? Instant.EPOCH : sentAt,
                                    row.getBytes("key"),
                                    row.getBytes("value")));
                }
            }
        }
        return found;
    }

    List<UUID> haltedLedgers(Connection connection, Collection<Integer> partitions) throws SQLException {
        List<UUID> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HALTED_LEDGERS)) {
            statement.setArray(1, connection.createArrayOf("int4", partitions.toArray(Integer[]::new)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }

    void write(Connection connection, Collection<LedgerChange> changes) throws SQLException {
        List<Arrival.Legible> applied =
                changes.stream().flatMap(change -> change.applied().stream()).toList();
        insertEntries(connection, applied);
        erase(connection, applied);
        insertSeen(connection, applied);
        upsertItems(connection, changes);
        writeLedgers(connection, changes);
        writeHolds(connection, changes);
        park(
                connection,
                changes.stream().flatMap(change -> change.parked().stream()).toList());
    }

    private static void insertEntries(Connection connection, List<Arrival.Legible> applied) throws SQLException {
        if (applied.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_ENTRIES)) {
            List<Entry> entries = applied.stream().map(Arrival.Legible::entry).toList();
            List<String> types = entries.stream()
                    .map(entry -> WireTypes.nameOf(entry.event()))
                    .toList();
            Sql.uuids(statement, 1, entries, Entry::ledger);
            Sql.numbers(statement, 2, entries, Entry::sequence);
            Sql.texts(statement, 3, types, type -> type);
            Sql.texts(statement, 4, types, WireTypes::kindOf);
            Sql.texts(statement, 5, entries, entry -> entry.actor().wireRole());
            Sql.uuids(statement, 6, entries, entry -> entry.actor().person().orElse(null));
            Sql.uuids(statement, 7, entries, entry -> entry.event().subject());
            Sql.instants(statement, 8, entries, Entry::recorded);
            Sql.bytes(statement, 9, applied, Arrival.Legible::statement);
            statement.executeUpdate();
        }
    }

    /** The texts themselves go, and what may still come of them later is kept out. */
    private static void erase(Connection connection, List<Arrival.Legible> applied) throws SQLException {
        record Gone(Entry entry, long sequence, String field) {}
        List<Gone> gone = new ArrayList<>();
        for (Arrival.Legible each : applied) {
            if (each.entry().event() instanceof TextErased erased) {
                ErasureEvent.Place place = erased.place();
                place.fields().forEach(field -> gone.add(new Gone(each.entry(), place.sequence(), field)));
            }
        }
        if (gone.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ERASED);
                PreparedStatement delete = connection.prepareStatement(ERASE_TEXTS);
                PreparedStatement unpark = connection.prepareStatement(ERASE_PARKED_TEXTS)) {
            for (PreparedStatement statement : List.of(insert, delete, unpark)) {
                Sql.uuids(statement, 1, gone, each -> each.entry().ledger());
                Sql.numbers(statement, 2, gone, Gone::sequence);
            }
            Sql.texts(insert, 3, gone, Gone::field);
            Sql.texts(delete, 3, gone, Gone::field);
            Sql.numbers(insert, 4, gone, each -> each.entry().sequence());
            insert.executeUpdate();
            delete.executeUpdate();
            unpark.executeUpdate();
        }
    }

    private static void insertSeen(Connection connection, List<Arrival.Legible> applied) throws SQLException {
        record Row(Entry entry, UUID member, Range range) {}
        List<Row> rows = new ArrayList<>();
        for (Arrival.Legible each : applied) {
            if (each.entry().event() instanceof EntriesSeen seen) {
                seen.ranges().forEach(range -> rows.add(new Row(each.entry(), seen.member(), range)));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_SEEN)) {
            Sql.uuids(statement, 1, rows, row -> row.entry().ledger());
            Sql.uuids(statement, 2, rows, Row::member);
            Sql.numbers(statement, 3, rows, row -> row.range().from());
            Sql.numbers(statement, 4, rows, row -> row.range().to());
            Sql.numbers(statement, 5, rows, row -> row.entry().sequence());
            statement.executeUpdate();
        }
    }

    private void upsertItems(Connection connection, Collection<LedgerChange> changes) throws SQLException {
        List<ItemRow> rows = new ArrayList<>();
        for (LedgerChange change : changes) {
            change.folding().changedItems().forEach((key, item) -> {
                ItemFold<?, ?> fold = foldOf.get(key.kind());
                if (fold != null) {
                    rows.add(ItemRow.of(change.ledger(), fold, item));
                }
            });
        }
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT_ITEMS)) {
            Sql.uuids(statement, 1, rows, ItemRow::ledger);
            Sql.texts(statement, 2, rows, ItemRow::kind);
            Sql.uuids(statement, 3, rows, row -> row.item().id());
            Sql.numbers(statement, 4, rows, row -> row.item().firstSequence());
            Sql.numbers(statement, 5, rows, row -> row.item().lastSequence());
            Sql.texts(statement, 6, rows, row -> row.columns().state());
            Sql.texts(statement, 7, rows, row -> {
                var side = row.columns().side();
                return side == null ? null : side.name();
            });
            Sql.instants(statement, 8, rows, row -> row.columns().due());
            Sql.texts(statement, 9, rows, row -> ViewJson.write(row.brief()));
            Sql.texts(statement, 10, rows, row -> ViewJson.write(row.item().view()));
            statement.executeUpdate();
        }
    }

    private record ItemRow(UUID ledger, String kind, Item<?> item, ItemFold.Columns columns, Object brief) {
        static <V> ItemRow of(UUID ledger, ItemFold<V, ?> fold, Item<?> item) {
            V view = fold.view().cast(item.view());
            return new ItemRow(ledger, fold.kind(), item, fold.columns(view), fold.brief(view));
        }
    }

    private static void writeLedgers(Connection connection, Collection<LedgerChange> changes) throws SQLException {
        record Viewed(LedgerFolding folding, LedgerView view) {}
        record Right(UUID ledger, LedgerView.Access access) {}
        List<LedgerChange> advanced = new ArrayList<>();
        List<Viewed> viewed = new ArrayList<>();
        List<Right> rights = new ArrayList<>();
        for (LedgerChange change : changes) {
            LedgerView view = change.folding().view();
            if (change.folding().viewChanged() && view != null) {
                viewed.add(new Viewed(change.folding(), view));
                view.accesses().forEach(access -> rights.add(new Right(change.ledger(), access)));
            } else if (!change.applied().isEmpty()) {
                advanced.add(change);
            }
        }
        if (!viewed.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(UPSERT_LEDGERS)) {
                Sql.uuids(statement, 1, viewed, each -> each.view().ledger());
                Sql.instants(statement, 2, viewed, each -> each.view().opened());
                Sql.numbers(statement, 3, viewed, each -> each.folding().head());
                Sql.instants(statement, 4, viewed, each -> each.folding().recorded());
                Sql.texts(statement, 5, viewed, each -> ViewJson.write(each.view()));
                statement.executeUpdate();
            }
            try (PreparedStatement statement = connection.prepareStatement(UPSERT_MEMBERSHIPS)) {
                Sql.uuids(statement, 1, rights, Right::ledger);
                Sql.uuids(statement, 2, rights, right -> right.access().member());
                Sql.texts(statement, 3, rights, right -> right.access().role());
                Sql.numbers(statement, 4, rights, right -> right.access().since());
                Sql.numbers(statement, 5, rights, right -> right.access().until());
                statement.executeUpdate();
            }
        }
        if (!advanced.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(ADVANCE_LEDGERS)) {
                Sql.uuids(statement, 1, advanced, LedgerChange::ledger);
                Sql.numbers(statement, 2, advanced, change -> change.folding().head());
                Sql.instants(statement, 3, advanced, change -> change.folding().recorded());
                statement.executeUpdate();
            }
        }
    }

    private static void writeHolds(Connection connection, Collection<LedgerChange> changes) throws SQLException {
        record Held(LedgerChange change, Halt halt) {}
        List<Held> held = new ArrayList<>();
        List<LedgerChange> going = new ArrayList<>();
        List<Received> unparked = new ArrayList<>();
        for (LedgerChange change : changes) {
            Halt halt = change.haltAfter();
            if (halt != null && !halt.equals(change.haltBefore())) {
                held.add(new Held(change, halt));
            } else if (halt == null && change.haltBefore() != null) {
                going.add(change);
            }
            unparked.addAll(change.unparked());
        }
        if (!unparked.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(UNPARK)) {
                Sql.texts(statement, 1, unparked, Received::topic);
                Sql.numbers(statement, 2, unparked, each -> (long) each.partition());
                Sql.numbers(statement, 3, unparked, Received::offset);
                statement.executeUpdate();
            }
        }
        if (!held.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(HALT)) {
                Sql.uuids(statement, 1, held, each -> each.change().ledger());
                Sql.numbers(statement, 2, held, each -> (long) each.change().partition());
                Sql.numbers(statement, 3, held, each -> each.halt().expected());
                Sql.texts(statement, 4, held, each -> each.halt().reason());
                Sql.instants(statement, 5, held, each -> each.halt().since());
                statement.executeUpdate();
            }
        }
        if (!going.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(GO_ON)) {
                Sql.uuids(statement, 1, going, LedgerChange::ledger);
                statement.executeUpdate();
            }
        }
    }

    /** Each set replaces what stood for its entry; at most one for each entry. */
    void writeTexts(Connection connection, Collection<DisclosureSet> sets) throws SQLException {
        if (sets.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE_TEXTS)) {
            Sql.uuids(statement, 1, sets, set -> set.key().ledger());
            Sql.numbers(statement, 2, sets, set -> set.key().sequence());
            statement.executeUpdate();
        }
        record Row(DisclosureSet.Key key, Disclosure disclosure) {}
        List<Row> rows = sets.stream()
                .flatMap(set -> set.disclosures().stream().map(disclosure -> new Row(set.key(), disclosure)))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_TEXTS)) {
            Sql.uuids(statement, 1, rows, row -> row.key().ledger());
            Sql.numbers(statement, 2, rows, row -> row.key().sequence());
            Sql.texts(statement, 3, rows, row -> row.disclosure().field());
            Sql.texts(statement, 4, rows, row -> row.disclosure().digest());
            Sql.texts(statement, 5, rows, row -> row.disclosure().encoded());
            Sql.texts(statement, 6, rows, row -> row.disclosure().value());
            Sql.texts(statement, 7, rows, row -> SearchWords.of(row.disclosure().value()));
            statement.executeUpdate();
        }
    }

    void park(Connection connection, Collection<Parked> parked) throws SQLException {
        if (parked.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PARK)) {
            Sql.texts(statement, 1, parked, each -> each.received().topic());
            Sql.numbers(statement, 2, parked, each -> (long) each.received().partition());
            Sql.numbers(statement, 3, parked, each -> each.received().offset());
            Sql.uuids(statement, 4, parked, Parked::ledger);
            Sql.numbers(statement, 5, parked, Parked::sequence);
            Sql.texts(statement, 6, parked, Parked::reason);
            Sql.instants(statement, 7, parked, each -> each.received().sentAt());
            Sql.bytes(statement, 8, parked, each -> each.received().key());
            Sql.bytes(statement, 9, parked, each -> each.received().value());
            statement.executeUpdate();
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
