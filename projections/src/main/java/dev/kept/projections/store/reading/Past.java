package dev.kept.projections.store.reading;

import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.ItemFold.Columns;
import dev.kept.projections.store.fold.LedgerFolding;
import dev.kept.projections.store.fold.LedgerView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A ledger as it stood at an earlier entry. What no entry has concerned since stands in the tables as it stood then; the rest, most often
 * little, is folded once more from its own entries up to there. So the past costs about what the present does.
 */
final class Past implements LedgerReading {

    private static final String RECORDED = "select recorded_at from entry where ledger_id = ? and sequence = ?";

    /** The kinds of which an index holds the entries; {@link LedgerFolding#concernsLedger} says the same of events. */
    private static final String OF_LEDGER = """
        select statement from entry
         where ledger_id = ? and sequence <= ?
           and kind in ('ledger', 'party', 'member', 'invitation', 'mediator', 'erasure')
         order by sequence
        """;

    private static final String ITEM = """
        select item_id, first_sequence, last_sequence, coalesce(view_sequence, last_sequence) as view_sequence, due,
               case when coalesce(view_sequence, last_sequence) <= :head then view end as shown
          from item
         where ledger_id = :ledger and kind = :kind and item_id = :item and first_sequence <= :head
        """;

    /** Of what has changed since, only the folded view says whether it matches. */
    private static final String ITEMS = """
        select ledger_id, item_id, first_sequence, last_sequence, due, xmin::text as version,
               pg_column_size(brief) as bytes
          from item
         where ledger_id = :ledger and kind = :kind and first_sequence > :after and first_sequence <= :head
           and last_sequence > :touchedAfter
           and (last_sequence > :head
                or (:anyState or state = any(:states::text[]))
                   and (:side::text is null or side = :side)
                   and (:dueFrom::timestamptz is null or due >= :dueFrom)
                   and (:dueTo::timestamptz is null or due < :dueTo))
         order by first_sequence
        """;

    private static final String BY_SUBJECT = """
        select statement from entry
         where ledger_id = ? and subject = any(?::uuid[]) and sequence <= ?
         order by sequence
        """;

    private static final String BY_SEQUENCE = """
        select statement from entry
         where ledger_id = ? and sequence between ? and ?
         order by sequence
        """;

    private static final int FOLDED = 16;

    private final JdbcClient sql;
    private final Briefs briefs;
    private final UUID ledger;
    private final String role;
    private final LedgerView view;
    private final long head;
    private final Instant recorded;

    private Past(
            JdbcClient sql, Briefs briefs, UUID ledger, String role, LedgerView view, long head, Instant recorded) {
        this.sql = sql;
        this.briefs = briefs;
        this.ledger = ledger;
        this.role = role;
        this.view = view;
        this.head = head;
        this.recorded = recorded;
    }

    /** @param head an entry that the ledger has */
    static Past at(JdbcClient sql, Briefs briefs, LedgerReading now, long head) {
        UUID ledger = now.ledger();
        Instant recorded = sql.sql(RECORDED)
                .param(ledger)
                .param(head)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        LedgerView view = null;
        for (Entry entry : entries(sql.sql(OF_LEDGER).param(ledger).param(head))) {
            view = LedgerFolding.evolve(view, entry);
        }
        if (view == null) {
            throw new IllegalStateException("a ledger begins with its opening");
        }
        return new Past(sql, briefs, ledger, now.role(), view, head, recorded);
    }

    @Override
    public UUID ledger() {
        return ledger;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public LedgerView view() {
        return view;
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public Instant recorded() {
        return recorded;
    }

    /**
     * What the tables hold.
     *
     * @param standsAt the entry that its view or its brief stands at
     * @param due as it is now
     * @param shown its view or its brief; null when it stands at a later entry than is asked for
     */
    private record Found<T>(
            UUID id,
            long first,
            long last,
            long standsAt,
            @Nullable Instant due,
            @Nullable T shown) {

        static <T> Found<T> of(UUID ledger, ResultSet row, Class<T> type) throws SQLException {
            String shown = row.getString("shown");
            OffsetDateTime due = row.getObject("due", OffsetDateTime.class);
            return new Found<>(
                    row.getObject("item_id", UUID.class),
                    row.getLong("first_sequence"),
                    row.getLong("last_sequence"),
                    row.getLong("view_sequence"),
                    due == null ? null : due.toInstant(),
                    shown == null ? null : StoredViews.read(ledger, shown, type));
        }
    }

    @Override
    public <V> Optional<Item<V>> item(ItemFold<V, ?> fold, UUID id) {
        return sql.sql(ITEM)
                .param("head", head)
                .param("ledger", ledger)
                .param("kind", fold.kind())
                .param("item", id)
                .query((row, number) -> Found.of(ledger, row, fold.view()))
                .optional()
                .map(found -> found.shown() == null
                        ? asItWas(fold, List.of(found)).get(id)
                        : StoredViews.upTo(
                                sql,
                                ledger,
                                fold,
                                new Item<>(id, found.first(), found.standsAt(), found.shown()),
                                Math.min(found.last(), head)));
    }

    @Override
    public <B> List<Item<B>> items(ItemFold<?, B> fold, ItemFilter filter) {
        return matched(fold, filter).stream()
                .limit(filter.limit())
                .map(Matched::item)
                .toList();
    }

    @Override
    public <B> Counted<B> counted(ItemFold<?, B> fold, Set<String> states, Counted.Order order, int limit) {
        List<Matched<B>> matching = matched(fold, new ItemFilter(states, null, null, null, -1, Integer.MAX_VALUE));
        Comparator<Matched<B>> byBegin =
                Comparator.comparingLong(each -> each.item().firstSequence());
        Comparator<Matched<B>> byDue = Comparator.comparing(
                        (Matched<B> each) -> each.due(), Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(byBegin);
        Comparator<Matched<B>> wanted = switch (order) {
            case DUE_FIRST -> byDue;
            case DUE_LAST -> byDue.reversed();
            case LATEST -> byBegin.reversed();
        };
        return new Counted<>(
                matching.size(),
                matching.stream().sorted(wanted).limit(limit).map(Matched::item).toList());
    }

    /** @param due as it was */
    private record Matched<B>(Item<B> item, @Nullable Instant due) {}

    private <V, B> List<Matched<B>> matched(ItemFold<V, B> fold, ItemFilter filter) {
        Map<UUID, Instant> dues = new HashMap<>();
        List<Briefs.Place> places = sql.sql(ITEMS)
                .param("head", head)
                .param("ledger", ledger)
                .param("kind", fold.kind())
                .param("after", filter.after())
                .param("anyState", filter.states().isEmpty())
                .param("states", filter.states().toArray(String[]::new))
                .param("side", filter.side() == null ? null : filter.side().name())
                .param("dueFrom", JdbcLedgers.utc(filter.dueFrom()))
                .param("dueTo", JdbcLedgers.utc(filter.dueTo()))
                .param("touchedAfter", filter.touchedAfter())
                .query((row, number) -> {
                    Briefs.Place place = JdbcLedgers.place(row);
                    OffsetDateTime due = row.getObject("due", OffsetDateTime.class);
                    if (due != null) {
                        dues.put(place.item(), due.toInstant());
                    }
                    return place;
                })
                .list();
        Map<UUID, B> unchanged = new HashMap<>();
        briefs.give(
                places.stream().filter(place -> place.lastSequence() <= head).toList(), fold, true, (of, item) -> {
                    // It may have changed in this very moment.
                    if (item.lastSequence() <= head) {
                        unchanged.put(item.id(), item.view());
                    }
                });
        List<Found<B>> all = places.stream()
                .map(place -> new Found<>(
                        place.item(),
                        place.firstSequence(),
                        place.lastSequence(),
                        place.lastSequence(),
                        dues.get(place.item()),
                        unchanged.get(place.item())))
                .toList();
        Map<UUID, Matched<B>> earlier =
                earlier(fold, all.stream().filter(each -> each.shown() == null).toList(), filter);
        List<Matched<B>> matching = new ArrayList<>();
        for (Found<B> each : all) {
            B shown = each.shown();
            Matched<B> then = earlier.get(each.id());
            if (shown != null) {
                matching.add(new Matched<>(new Item<>(each.id(), each.first(), each.last(), shown), each.due()));
            } else if (then != null) {
                matching.add(then);
            }
        }
        return matching;
    }

    /** What matched of the items that have changed since; a few are folded at a time, because of each the brief alone is kept. */
    private <V, B> Map<UUID, Matched<B>> earlier(ItemFold<V, B> fold, List<Found<B>> changed, ItemFilter filter) {
        Map<UUID, Matched<B>> matching = new HashMap<>();
        int step = fold.isSubject() ? FOLDED : Math.max(1, changed.size());
        for (int from = 0; from < changed.size(); from += step) {
            asItWas(fold, changed.subList(from, Math.min(from + step, changed.size())))
                    .forEach((id, then) -> {
                        Columns columns = fold.columns(then.view());
                        if (matches(columns, filter)) {
                            matching.put(
                                    id,
                                    new Matched<>(
                                            new Item<>(
                                                    id,
                                                    then.firstSequence(),
                                                    then.lastSequence(),
                                                    fold.brief(then.view())),
                                            columns.due()));
                        }
                    });
        }
        return matching;
    }

    private static boolean matches(Columns columns, ItemFilter filter) {
        Instant due = columns.due();
        return (filter.states().isEmpty() || filter.states().contains(columns.state()))
                && (filter.side() == null || filter.side() == columns.side())
                && (filter.dueFrom() == null || (due != null && !due.isBefore(filter.dueFrom())))
                && (filter.dueTo() == null || (due != null && due.isBefore(filter.dueTo())));
    }

    /** Items that have changed since, folded from their own entries up to the head. */
    private <V> Map<UUID, Item<V>> asItWas(ItemFold<V, ?> fold, List<? extends Found<?>> changed) {
        Map<UUID, Item<V>> items = new HashMap<>();
        if (changed.isEmpty()) {
            return items;
        }
        Map<UUID, Long> firsts = new HashMap<>();
        changed.forEach(each -> firsts.put(each.id(), each.first()));
        for (Entry entry : entriesOf(fold, firsts)) {
            UUID id = fold.itemOf(entry.event());
            Long first = id == null ? null : firsts.get(id);
            if (id != null && first != null) {
                Item<V> before = items.get(id);
                V after = fold.evolve(before == null ? null : before.view(), entry);
                items.put(id, new Item<>(id, first, entry.sequence(), after));
            }
        }
        return items;
    }

    private List<Entry> entriesOf(ItemFold<?, ?> fold, Map<UUID, Long> firsts) {
        if (fold.isSubject()) {
            return entries(sql.sql(BY_SUBJECT)
                    .param(ledger)
                    .param(firsts.keySet().stream().map(UUID::toString).toArray(String[]::new))
                    .param(head));
        }
        long first = firsts.values().stream().mapToLong(Long::longValue).min().orElse(0);
        return entries(sql.sql(BY_SEQUENCE).param(ledger).param(first).param(head));
    }

    private static List<Entry> entries(JdbcClient.StatementSpec statements) {
        return statements
                .query((row, number) -> Statements.read(row.getBytes("statement")))
                .list();
    }
}
