package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.commitments.jdbc.JdbcInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The entries of all ledgers in the order of their commits. A row is shown once no running
 * transaction can bring one before it, so a reader that goes on from the last row it was given skips none. Transactions that write no
 * entries hold nobody back, however long they are open. One ledger's entries come in the order of their sequence. See ADR 0057.
 */
public final class CommittedEntries {

    /** Statements that one reading takes into memory, and the one that goes beyond. */
    private static final int MOST_BYTES = 4 << 20;

    /** Selects rows in an order; {@code before} is what the statements of those before a row weigh. */
    private static final String ENTRIES = """
        SELECT xid, position, ledger_id, sequence, type, recorded_at, statement, trace
        FROM (
            SELECT e.xid::text::bigint AS xid, e.position, e.ledger_id, e.sequence, e.type, e.recorded_at, e.statement,
                   e.trace,
                   coalesce(sum(octet_length(e.statement)) OVER (
                       ORDER BY %1$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM commitments.entry e
            WHERE %2$s
            ORDER BY %1$s
            LIMIT :limit
        ) AS chosen
        WHERE before < :bytes
        ORDER BY %3$s
        """;

    private static final String AFTER = ENTRIES.formatted("e.xid, e.position", """
        (e.xid, e.position) > (:xid::text::xid8, :position) AND e.xid < pg_snapshot_xmin(pg_current_snapshot())\
        """, "chosen.xid, chosen.position");

    private static final String BELOW = ENTRIES.formatted("e.xid, e.position", """
        (e.xid, e.position) > (:xid::text::xid8, :position) AND e.xid < :horizon::text::xid8\
        """, "chosen.xid, chosen.position");

    /** Which of some entries come after the one before them in their ledger. */
    private static final String FOLLOWING = """
        SELECT k.ledger_id, k.sequence
        FROM unnest(:ledgers, :sequences, :xids, :positions) AS k (ledger_id, sequence, xid, position)
        JOIN commitments.entry p ON p.ledger_id = k.ledger_id AND p.sequence = k.sequence - 1
        WHERE (p.xid, p.position) < (k.xid::text::xid8, k.position)
        """;

    private static final String POSITIONS = """
        SELECT e.xid::text::bigint AS xid, e.position, e.ledger_id, e.sequence FROM commitments.entry e
        WHERE (e.xid, e.position) > (:xid::text::xid8, :position) AND e.xid < %s
        ORDER BY e.xid, e.position LIMIT :limit
        """;

    private static final String POSITIONS_AFTER = POSITIONS.formatted("pg_snapshot_xmin(pg_current_snapshot())");

    private static final String POSITIONS_BELOW = POSITIONS.formatted(":horizon::text::xid8");

    private static final String IS_MORE = """
        SELECT EXISTS (SELECT FROM commitments.entry e WHERE (e.xid, e.position) > (:xid::text::xid8, :position))
        """;

    /**
     * Below which transaction all entries are there or will never be: the oldest that may still write some, or else the next one. Who may,
     * holds a lock on the table, and held it before it had an id. A lock whose transaction is not known yet counts as the oldest of all.
     */
    private static final String HORIZON = """
        WITH snapshot AS (
            SELECT pg_snapshot_xmin(s)::text::bigint AS oldest, pg_snapshot_xmax(s)::text::bigint AS next
            FROM pg_current_snapshot() AS s
        ), held AS MATERIALIZED (
            SELECT locktype, virtualtransaction, transactionid::text::bigint AS id
            FROM pg_locks l
            WHERE %s OR (granted AND locktype = 'transactionid' AND mode = 'ExclusiveLock')
        ), writer AS (
            SELECT min(oldest + ((t.id - oldest) & 4294967295)) AS xid
            FROM held w
            CROSS JOIN snapshot
            LEFT JOIN held t ON t.locktype = 'transactionid' AND t.virtualtransaction = w.virtualtransaction
            WHERE w.locktype = 'relation'
            GROUP BY w.virtualtransaction
        )
        SELECT CASE WHEN EXISTS (SELECT FROM writer WHERE xid IS NULL) THEN oldest
                    ELSE least(next, (SELECT min(xid) FROM writer)) END
        FROM snapshot
        """.formatted(EntryWriters.HOLDS_LOCK);

    private static final String OF_LEDGER = ENTRIES.formatted("e.sequence", """
        e.ledger_id = :ledger AND e.sequence >= :from AND (e.xid, e.position) <= (:xid::text::xid8, :position)\
        """, "chosen.sequence");

    private static final String HEAD = """
        SELECT xid::text::bigint AS xid, position FROM commitments.entry ORDER BY entry.xid DESC, position DESC LIMIT 1
        """;

    private final JdbcClient jdbc;
    private final HeldBack heldBack;

    /** Reads by connections of the data source, in the current Spring transaction when there is one. */
    public CommittedEntries(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.heldBack = new HeldBack(new EntryWriters(jdbc));
    }

    /**
     * What comes after a position.
     *
     * @param limit the most rows to return; fewer when their statements are long
     * @return in order; empty only when there is nothing yet
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public List<CommittedEntry> after(StorePosition position, int limit) {
        return after(position, AFTER, BELOW, query -> entries(query, position, limit));
    }

    /** As {@link #after}, for callers that do not need the statements; {@code limit} rows whenever there are as many. */
    public List<EntryPosition> positionsAfter(StorePosition position, int limit) {
        return after(
                position,
                POSITIONS_AFTER,
                POSITIONS_BELOW,
                query -> query.param("xid", position.xid())
                        .param("position", position.position())
                        .param("limit", limit)
                        .query((row, number) -> new EntryPosition(
                                position(row, number), row.getObject("ledger_id", UUID.class), row.getLong("sequence")))
                        .list());
    }

    private <T> List<T> after(
            StorePosition position, String after, String below, Function<JdbcClient.StatementSpec, List<T>> rows) {
        return StoreUnavailable.orResult(() -> {
            // Most often no transaction but the lanes' own is open, and one question is enough.
            List<T> found = rows.apply(jdbc.sql(after));
            boolean more = found.isEmpty() && isMore(position);
            if (more) {
                // Asked before, and apart: what is committed in between must be in the snapshot that the rows are read
                // from.
                long horizon = jdbc.sql(HORIZON).query(Long.class).single();
                found = rows.apply(jdbc.sql(below).param("horizon", horizon));
            }
            heldBack.note(more && found.isEmpty());
            return found;
        });
    }

    private List<CommittedEntry> entries(JdbcClient.StatementSpec query, StorePosition position, int limit) {
        return following(query.param("xid", position.xid())
                .param("position", position.position())
                .param("limit", limit)
                .param("bytes", MOST_BYTES)
                .query(CommittedEntries::row)
                .list());
    }

    /** Most rows have the one before them in the same list: the store is asked for the others alone. */
    private List<CommittedEntry> following(List<Row> rows) {
        Map<EntryKey, StorePosition> places = new HashMap<>();
        rows.forEach(row -> places.put(row.key(), row.at()));
        List<Row> beginnings = rows.stream()
                .filter(row -> row.sequence() > 0 && !places.containsKey(row.before()))
                .toList();
        Set<EntryKey> continued = beginnings.isEmpty() ? Set.of() : continued(beginnings);
        return rows.stream()
                .map(row -> {
                    StorePosition before = places.get(row.before());
                    return row.entry(row.sequence() == 0
                            || (before == null ? continued.contains(row.key()) : before.compareTo(row.at()) < 0));
                })
                .toList();
    }

    private Set<EntryKey> continued(List<Row> beginnings) {
        return jdbc.sql(FOLLOWING)
                .param("ledgers", JdbcArrays.of("uuid", beginnings, Row::ledger))
                .param("sequences", JdbcArrays.of("int8", beginnings, Row::sequence))
                .param("xids", JdbcArrays.of("int8", beginnings, row -> row.at().xid()))
                .param(
                        "positions",
                        JdbcArrays.of("int8", beginnings, row -> row.at().position()))
                .query((row, number) -> new EntryKey(row.getObject("ledger_id", UUID.class), row.getLong("sequence")))
                .set();
    }

    private boolean isMore(StorePosition position) {
        return jdbc.sql(IS_MORE)
                .param("xid", position.xid())
                .param("position", position.position())
                .query(Boolean.class)
                .single();
    }

    /**
     * One ledger's entries by sequence, as far as a reader at {@code upTo} has seen them.
     *
     * @param from the first sequence wanted
     * @param limit the most rows to return; fewer when their statements are long
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public List<CommittedEntry> ofLedger(UUID ledger, long from, StorePosition upTo, int limit) {
        return StoreUnavailable.orResult(() -> following(jdbc.sql(OF_LEDGER)
                .param("ledger", ledger)
                .param("from", from)
                .param("xid", upTo.xid())
                .param("position", upTo.position())
                .param("limit", limit)
                .param("bytes", MOST_BYTES)
                .query(CommittedEntries::row)
                .list()));
    }

    /** The place of the newest entry, committed or about to be seen; {@link StorePosition#START} when there is none. */
    public StorePosition head() {
        return StoreUnavailable.orResult(() ->
                jdbc.sql(HEAD).query(CommittedEntries::position).optional().orElse(StorePosition.START));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                position(row, number),
                row.getObject("ledger_id", UUID.class),
                row.getLong("sequence"),
                row.getString("type"),
                JdbcInstants.get(row, "recorded_at"),
                row.getBytes("statement"),
                row.getString("trace"));
    }

    /** An entry of which it is not known yet whether it follows the one before. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(
            StorePosition at,
            UUID ledger,
            long sequence,
            String type,
            Instant recorded,
            byte[] statement,
            @Nullable String trace) {

        EntryKey key() {
            return new EntryKey(ledger, sequence);
        }

        EntryKey before() {
            return new EntryKey(ledger, sequence - 1);
        }

        CommittedEntry entry(boolean follows) {
            return new CommittedEntry(at, ledger, sequence, type, recorded, statement, trace, follows);
        }
    }

    static StorePosition position(ResultSet row, int number) throws SQLException {
        return new StorePosition(row.getLong("xid"), row.getLong("position"));
    }
}
