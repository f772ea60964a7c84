package dev.kept.projections.store.ingest;

import dev.kept.events.Entry;
import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.SeenEvent.Range;
import dev.kept.events.Side;
import dev.kept.events.WireTypes;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.LedgerFolding;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.StoredView;
import dev.kept.projections.store.fold.ViewJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what a batch changed of ledgers: each statement serves all of them. */
final class JdbcReadModels {

    private static final String INSERT_ENTRIES = """
        insert into entry (ledger_id, sequence, type, kind, role, member, subject, recorded_at, statement, trace)
        select * from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[],
                             ?::timestamptz[], ?::bytea[], ?::text[])
        """;

    private static final String INSERT_SEEN = """
        insert into seen (ledger_id, member, from_sequence, to_sequence, seen_in)
        select * from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[])
        on conflict (ledger_id, member, from_sequence) do nothing
        """;

    private static final String UPSERT_ITEMS = """
        insert into item (ledger_id, kind, item_id, first_sequence, last_sequence, state, side, due, brief, view)
        select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[],
                             ?::timestamptz[], ?::text[], ?::text[])
        on conflict (ledger_id, kind, item_id) do update
        set last_sequence = excluded.last_sequence, state = excluded.state, side = excluded.side,
            due = excluded.due, brief = excluded.brief, view = excluded.view, view_sequence = null
        """;

    /** All but the view, which goes on standing where it does. */
    private static final String UPDATE_ITEMS = """
        update item i
           set last_sequence = n.last_sequence, state = n.state, side = n.side, due = n.due, brief = n.brief,
               view_sequence = n.base
          from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[],
                      ?::text[], ?::bigint[]) n(ledger_id, kind, item_id, last_sequence, state, side, due, brief, base)
         where i.ledger_id = n.ledger_id and i.kind = n.kind and i.item_id = n.item_id
           and coalesce(i.view_sequence, i.last_sequence) = n.base
        """;

    private static final String UPSERT_LEDGERS = """
        insert into ledger (ledger_id, opened_at, head, recorded_at, view)
        select * from unnest(?::uuid[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::text[])
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

    private final Map<String, ItemFold<?, ?>> foldOf;

    JdbcReadModels(List<ItemFold<?, ?>> folds) {
        this.foldOf = folds.stream().collect(Collectors.toUnmodifiableMap(ItemFold::kind, fold -> fold));
    }

    /** Returns the long views as they stand now, which are to be remembered once this is committed. */
    List<HotViews.Written> write(Connection connection, Collection<LedgerChange> changes) throws SQLException {
        List<Arrival.Legible> applied =
                changes.stream().flatMap(change -> change.applied().stream()).toList();
        insertEntries(connection, applied);
        JdbcDisclosures.erase(connection, applied);
        insertSeen(connection, applied);
        List<HotViews.Written> written = writeItems(connection, changes);
        writeLedgers(connection, changes);
        JdbcHeldBack.writeHolds(connection, changes);
        JdbcHeldBack.park(
                connection,
                changes.stream().flatMap(change -> change.parked().stream()).toList());
        return written;
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
            Sql.texts(statement, 10, applied, Arrival.Legible::trace);
            statement.executeUpdate();
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

    private List<HotViews.Written> writeItems(Connection connection, Collection<LedgerChange> changes)
            throws SQLException {
        List<ItemRow> whole = new ArrayList<>();
        List<ItemRow> followed = new ArrayList<>();
        List<HotViews.Written> written = new ArrayList<>();
        for (LedgerChange change : changes) {
            change.folding().changedItems().forEach((key, item) -> {
                ItemFold<?, ?> fold = foldOf.get(key.kind());
                if (fold == null) {
                    return;
                }
                ItemRow row = ItemRow.of(
                        change.ledger(),
                        fold,
                        item,
                        change.viewBefore(key),
                        change.folding().changesOf(key));
                (row.json() == null ? followed : whole).add(row);
                if (StoredView.isOf(fold, row.stored().length())) {
                    written.add(new HotViews.Written(change.ledger(), key, new HotViews.Hot(item, row.stored())));
                }
            });
        }
        upsert(connection, whole);
        update(connection, followed);
        return written;
    }

    private static void upsert(Connection connection, List<ItemRow> rows) throws SQLException {
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
            Sql.texts(statement, 7, rows, ItemRow::side);
            Sql.instants(statement, 8, rows, row -> row.columns().due());
            Sql.texts(statement, 9, rows, row -> ViewJson.write(row.brief()));
            Sql.texts(statement, 10, rows, ItemRow::json);
            statement.executeUpdate();
        }
    }

    private static void update(Connection connection, List<ItemRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPDATE_ITEMS)) {
            Sql.uuids(statement, 1, rows, ItemRow::ledger);
            Sql.texts(statement, 2, rows, ItemRow::kind);
            Sql.uuids(statement, 3, rows, row -> row.item().id());
            Sql.numbers(statement, 4, rows, row -> row.item().lastSequence());
            Sql.texts(statement, 5, rows, row -> row.columns().state());
            Sql.texts(statement, 6, rows, ItemRow::side);
            Sql.instants(statement, 7, rows, row -> row.columns().due());
            Sql.texts(statement, 8, rows, row -> ViewJson.write(row.brief()));
            Sql.numbers(statement, 9, rows, row -> row.stored().sequence());
            if (statement.executeUpdate() != rows.size()) {
                throw new ViewsMoved();
            }
        }
    }

    /**
     * An item as it is to be written.
     *
     * @param stored its view as it stands in the row afterwards
     * @param json the view; null where the one in the row stays
     */
    private record ItemRow(
            UUID ledger,
            String kind,
            Item<?> item,
            ItemFold.Columns columns,
            Object brief,
            StoredView stored,
            @Nullable String json) {

        /** @param changes how many entries the item has got that the stored view lacks, beside those that it lacked before */
        static <V> ItemRow of(
                UUID ledger, ItemFold<V, ?> fold, Item<?> item, @Nullable StoredView before, int changes) {
            V view = fold.view().cast(item.view());
            StoredView stays = before == null ? null : before.lackingMore(changes);
            if (stays != null && StoredView.isOf(fold, stays.length()) && stays.mayStay()) {
                return new ItemRow(ledger, fold.kind(), item, fold.columns(view), fold.brief(view), stays, null);
            }
            String json = ViewJson.write(view);
            StoredView whole = StoredView.whole(item.lastSequence(), json);
            return new ItemRow(ledger, fold.kind(), item, fold.columns(view), fold.brief(view), whole, json);
        }

        @Nullable
        String side() {
            Side side = columns.side();
            return side == null ? null : side.name();
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
}
