package dev.kept.projections.store.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kept.http.FieldError;
import dev.kept.http.Problem;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.LedgerFolding;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.UnreadableView;
import dev.kept.projections.store.fold.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Readings from the tables. */
final class JdbcLedgers implements Ledgers {

    private static final Logger log = LoggerFactory.getLogger(JdbcLedgers.class);

    private static final String MINE = """
        select l.ledger_id, m.role, l.opened_at, l.head, l.recorded_at, l.view
          from membership m
          join ledger l using (ledger_id)
         where m.member = :reader and m.until_sequence is null
        """;

    /** The view only when it is not the one that is known already: a row that was written again has another version. */
    private static final String OPEN = """
        select l.ledger_id, m.role, l.head, l.recorded_at, l.xmin::text version,
               case when l.xmin::text is distinct from ? then l.view end as view, h.expected,
               c.size contradicted_size, c.root contradicted_root, c.note contradicted_note
          from membership m
          join ledger l using (ledger_id)
          left join halted h using (ledger_id)
          left join contradiction c using (ledger_id)
         where m.member = ? and m.until_sequence is null and m.ledger_id = ?
         order by m.from_sequence desc
         limit 1
        """;

    private static final String ALL = MINE + " order by l.recorded_at desc, l.ledger_id";

    private static final String PAGE = MINE + """
         and (:opened::timestamptz is null or (l.opened_at, l.ledger_id) < (:opened, :ledger::uuid))
         order by l.opened_at desc, l.ledger_id desc
         limit :limit
        """;

    private static final String HEAD_AT = """
        select sequence from entry
         where ledger_id = ? and recorded_at <= ?
         order by sequence desc
         limit 1
        """;

    private static final String ITEM = """
        select item_id, first_sequence, last_sequence, coalesce(view_sequence, last_sequence) as view_sequence, view
          from item
         where ledger_id = ? and kind = ? and item_id = ?
        """;

    private static final String ITEMS = """
        select i.*
          from unnest(:ledgers::uuid[]) with ordinality l(ledger_id, place)
         cross join lateral (
               select ledger_id, item_id, first_sequence, last_sequence, xmin::text as version,
                      pg_column_size(brief) as bytes
                 from item
                where ledger_id = l.ledger_id and kind = :kind and first_sequence > :after
                  and last_sequence > :touchedAfter
                  and (:anyState or state = any(:states::text[]))
                  and (:side::text is null or side = :side)
                  and (:dueFrom::timestamptz is null or due >= :dueFrom)
                  and (:dueTo::timestamptz is null or due < :dueTo)
                order by first_sequence
                limit :limit) i
         order by l.place, i.first_sequence
        """;

    private static final String FIRST = """
        select ledger_id, item_id, first_sequence, last_sequence, xmin::text as version,
               pg_column_size(brief) as bytes, count(*) over () total
          from item
         where ledger_id = :ledger and kind = :kind and (:anyState or state = any(:states::text[]))
         order by %s
         limit :limit
        """;

    /** How many items' places are held at once when they are read one after the other. */
    private static final int FETCHED = 500;

    /** Characters of stored views, of which the views that are remembered are made. */
    private static final long MOST_REMEMBERED = 4_000_000;

    private final Cache<UUID, Known> views = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((UUID ledger, Known known) -> known.length())
            .build();
    private final Briefs briefs;
    private final ListedItems lists = new ListedItems();
    private final JdbcClient sql;
    private final JdbcClient gradually;
    private final TransactionTemplate transaction;

    /** A ledger's view as the row of that version has it. */
    private record Known(String version, LedgerView view, int length) {}

    JdbcLedgers(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.briefs = new Briefs(sql);
        JdbcTemplate fetching = new JdbcTemplate(dataSource);
        fetching.setFetchSize(FETCHED);
        this.gradually = JdbcClient.create(fetching);
        // Only in a transaction does the driver fetch a few rows at a time.
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        transaction.setReadOnly(true);
    }

    @Override
    public LedgerReading open(UUID ledger, UUID reader, @Nullable AsOf asOf) {
        Known known = views.getIfPresent(ledger);
        Live live = sql.sql(OPEN)
                .param(known == null ? null : known.version())
                .param(reader)
                .param(ledger)
                .query((row, number) -> {
                    requireConsistent(row);
                    long expected = row.getLong("expected");
                    Long awaited = row.wasNull() ? null : expected;
                    return live(row, viewOf(ledger, row, known), row.getString("version"), awaited);
                })
                .optional()
                .orElseThrow(Problem::ledgerNotFound);
        return asOf == null ? live : Past.at(sql, briefs, live, headAsOf(live, asOf));
    }

    private LedgerView viewOf(UUID ledger, ResultSet row, @Nullable Known known) throws SQLException {
        String stored = row.getString("view");
        if (stored == null && known != null) {
            return known.view();
        }
        LedgerView view = StoredViews.read(ledger, Objects.requireNonNull(stored), LedgerView.class);
        views.put(ledger, new Known(row.getString("version"), view, stored.length()));
        return view;
    }

    /** What was found by the audit: both sides can keep the answer as evidence. */
    private static void requireConsistent(ResultSet row) throws SQLException {
        byte[] root = row.getBytes("contradicted_root");
        if (root == null) {
            return;
        }
        long size = row.getLong("contradicted_size");
        throw Problem.of(
                        503,
                        "ledger-contradicted",
                        "The record does not match its signature",
                        "The first " + size
                                + " entries of this ledger are not the ones that were signed. Nothing of it is"
                                + " shown until its operator has found out why. Keep this answer: it contains the signed"
                                + " head and the root that was computed instead.")
                .withFacts(Map.of(
                        "size",
                        size,
                        "computedRoot",
                        Base64.getEncoder().encodeToString(root),
                        "signedHead",
                        new String(row.getBytes("contradicted_note"), UTF_8)))
                .retryAfter(Duration.ofMinutes(10));
    }

    @Override
    public List<LedgerReading> of(UUID reader) {
        List<LedgerReading> readings = new ArrayList<>();
        sql.sql(ALL).param("reader", reader).query(row -> {
            addReadable(readings, row);
        });
        return readings;
    }

    @Override
    public List<LedgerReading> page(UUID reader, @Nullable PageStart after, int limit) {
        List<LedgerReading> readings = new ArrayList<>();
        PageStart from = after;
        while (true) {
            List<PageStart> places = new ArrayList<>();
            sql.sql(PAGE)
                    .param("reader", reader)
                    .param("opened", from == null ? null : utc(from.opened()))
                    .param("ledger", from == null ? null : from.ledger())
                    .param("limit", limit - readings.size())
                    .query(row -> {
                        places.add(new PageStart(instant(row, "opened_at"), row.getObject("ledger_id", UUID.class)));
                        addReadable(readings, row);
                    });
            if (readings.size() == limit || places.isEmpty()) {
                return readings;
            }
            from = places.getLast();
        }
    }

    /** One ledger that cannot be read here must not take a person's others away. */
    private void addReadable(List<LedgerReading> readings, ResultSet row) throws SQLException {
        try {
            readings.add(live(row, ViewJson.read(row.getString("view"), LedgerView.class), null, null));
        } catch (UnreadableView e) {
            log.error("Ledger {} is left out of a list: {}", row.getObject("ledger_id", UUID.class), e.getMessage());
        }
    }

    @Override
    public <B> Map<UUID, List<Item<B>>> items(List<LedgerReading> ledgers, ItemFold<?, B> fold, ItemFilter filter) {
        Map<UUID, List<Item<B>>> found = new HashMap<>();
        List<UUID> live = new ArrayList<>();
        for (LedgerReading ledger : ledgers) {
            if (ledger instanceof Live) {
                live.add(ledger.ledger());
            } else {
                found.put(ledger.ledger(), ledger.items(fold, filter));
            }
        }
        found.putAll(stored(live, fold, filter, false));
        return found;
    }

    private <B> Map<UUID, List<Item<B>>> stored(
            List<UUID> ledgers, ItemFold<?, B> fold, ItemFilter filter, boolean strict) {
        Map<UUID, List<Item<B>>> found = new HashMap<>();
        ledgers.forEach(ledger -> found.put(ledger, new ArrayList<>()));
        if (ledgers.isEmpty()) {
            return found;
        }
        List<Briefs.Place> places = selected(sql, ledgers, fold, filter)
                .query((row, number) -> place(row))
                .list();
        briefs.give(
                places,
                fold,
                strict,
                (ledger, item) -> found.computeIfAbsent(ledger, ignored -> new ArrayList<>())
                        .add(item));
        return found;
    }

    static Briefs.Place place(ResultSet row) throws SQLException {
        return new Briefs.Place(
                row.getObject("ledger_id", UUID.class),
                row.getObject("item_id", UUID.class),
                row.getLong("first_sequence"),
                row.getLong("last_sequence"),
                row.getString("version"),
                row.getInt("bytes"));
    }

    private static JdbcClient.StatementSpec selected(
            JdbcClient sql, List<UUID> ledgers, ItemFold<?, ?> fold, ItemFilter filter) {
        return sql.sql(ITEMS)
                .param("ledgers", ledgers.stream().map(UUID::toString).toArray(String[]::new))
                .param("kind", fold.kind())
                .param("after", filter.after())
                .param("anyState", filter.states().isEmpty())
                .param("states", filter.states().toArray(String[]::new))
                .param("side", filter.side() == null ? null : filter.side().name())
                .param("dueFrom", utc(filter.dueFrom()))
                .param("dueTo", utc(filter.dueTo()))
                .param("limit", filter.limit())
                .param("touchedAfter", filter.touchedAfter());
    }

    @Override
    public long headAsOf(LedgerReading now, AsOf asOf, String parameter) {
        long head = switch (asOf) {
            case AsOf.Sequence(long sequence) -> sequence;
            case AsOf.At(Instant instant) -> headAt(now.ledger(), instant);
        };
        if (head < 0 || head > now.head()) {
            throw Problem.invalidFields(List.of(new FieldError(
                            "#/query/" + parameter,
                            "out-of-range",
                            "The ledger has no such past: it lies before its beginning, or after what is asked for.")))
                    .withFact("head", now.head());
        }
        return head;
    }

    private long headAt(UUID ledger, Instant instant) {
        return sql.sql(HEAD_AT)
                .param(ledger)
                .param(utc(instant))
                .query(Long.class)
                .optional()
                .orElse(LedgerFolding.NOTHING);
    }

    private Live live(ResultSet row, LedgerView view, @Nullable String version, @Nullable Long awaited)
            throws SQLException {
        return new Live(
                row.getObject("ledger_id", UUID.class),
                row.getString("role"),
                view,
                version,
                row.getLong("head"),
                instant(row, "recorded_at"),
                awaited);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** As it stands now. */
    private final class Live implements LedgerReading {
        private final UUID ledger;
        private final String role;
        private final LedgerView view;
        private final @Nullable String version;
        private final boolean strict;
        private final long head;
        private final Instant recorded;
        private final @Nullable Long awaited;

        /**
         * @param version of the ledger's row; null as one ledger of many, where an item that cannot be read is left out, while it fails the
         *     query otherwise
         */
        Live(
                UUID ledger,
                String role,
                LedgerView view,
                @Nullable String version,
                long head,
                Instant recorded,
                @Nullable Long awaited) {
            this.ledger = ledger;
            this.role = role;
            this.view = view;
            this.version = version;
            this.strict = version != null;
            this.head = head;
            this.recorded = recorded;
            this.awaited = awaited;
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

        @Override
        public @Nullable Long awaited() {
            return awaited;
        }

        /** @param stored as of the entry that its view stands at */
        private record Current<V>(Item<V> stored, long last) {}

        @Override
        public <V> Optional<Item<V>> item(ItemFold<V, ?> fold, UUID id) {
            // An erasure may concern any text of the answer: a name, or what another entry says.
            long erasure = view.erasure() == null ? LedgerFolding.NOTHING : view.erasure();
            return sql.sql(ITEM)
                    .param(ledger)
                    .param(fold.kind())
                    .param(id)
                    .query((row, number) -> new Current<>(
                            new Item<>(
                                    id,
                                    row.getLong("first_sequence"),
                                    row.getLong("view_sequence"),
                                    StoredViews.read(ledger, row.getString("view"), fold.view())),
                            row.getLong("last_sequence")))
                    .optional()
                    .map(found -> StoredViews.upTo(sql, ledger, fold, found.stored(), found.last()))
                    .map(item ->
                            new Item<>(id, item.firstSequence(), Math.max(item.lastSequence(), erasure), item.view()));
        }

        @Override
        public <B> Counted<B> counted(ItemFold<?, B> fold, Set<String> states, Counted.Order order, int limit) {
            int[] total = new int[1];
            List<Briefs.Place> places = sql.sql(FIRST.formatted(orderBy(order)))
                    .param("ledger", ledger)
                    .param("kind", fold.kind())
                    .param("anyState", states.isEmpty())
                    .param("states", states.toArray(String[]::new))
                    .param("limit", limit)
                    .query((row, number) -> {
                        total[0] = row.getInt("total");
                        return place(row);
                    })
                    .list();
            List<Item<B>> items = new ArrayList<>();
            briefs.give(places, fold, strict, (ignored, item) -> items.add(item));
            return new Counted<>(total[0], items);
        }

        private static String orderBy(Counted.Order order) {
            return switch (order) {
                case DUE_FIRST -> "due, first_sequence";
                case DUE_LAST -> "due desc nulls first, first_sequence desc";
                case LATEST -> "first_sequence desc";
            };
        }

        @Override
        public <B> List<Item<B>> items(ItemFold<?, B> fold, ItemFilter filter) {
            List<Item<B>> known = lists.known(ledger, version, fold, filter);
            if (known != null) {
                return known;
            }
            List<Item<B>> items = new ArrayList<>();
            ListedItems.Growing growing = lists.growing(ledger, version, fold, filter);
            List<Briefs.Place> places = selected(sql, List.of(ledger), fold, filter)
                    .query((row, number) -> place(row))
                    .list();
            growing.weigh(places);
            briefs.give(places, fold, strict, (ignored, item) -> {
                items.add(item);
                growing.add(item);
            });
            growing.isWhole();
            return items;
        }

        @Override
        public <B> void each(ItemFold<?, B> fold, ItemFilter filter, Consumer<B> taker) {
            List<Item<B>> known = lists.known(ledger, version, fold, filter);
            if (known != null) {
                known.forEach(item -> taker.accept(item.view()));
                return;
            }
            ListedItems.Growing growing = lists.growing(ledger, version, fold, filter);
            transaction.executeWithoutResult(status -> {
                List<Briefs.Place> ahead = new ArrayList<>(FETCHED);
                selected(gradually, List.of(ledger), fold, filter).query(row -> {
                    ahead.add(place(row));
                    if (ahead.size() == FETCHED) {
                        give(ahead, fold, taker, growing);
                    }
                });
                give(ahead, fold, taker, growing);
            });
            growing.isWhole();
        }

        private <B> void give(
                List<Briefs.Place> ahead, ItemFold<?, B> fold, Consumer<B> taker, ListedItems.Growing growing) {
            growing.weigh(ahead);
            for (List<Briefs.Place> portion : Briefs.portions(ahead)) {
                briefs.give(portion, fold, strict, (ignored, item) -> {
                    growing.add(item);
                    taker.accept(item.view());
                });
            }
            ahead.clear();
        }
    }
}
