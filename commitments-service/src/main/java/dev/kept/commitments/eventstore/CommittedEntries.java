package dev.kept.commitments.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The entries of all ledgers in the order of their commits, and how far each reader has come. A row is shown once no running
 * transaction can come before it, so a reader that goes on from the last row it was given skips none; a write transaction left open
 * anywhere in the cluster holds all readers back. One ledger's entries come in the order of their sequence.
 */
public final class CommittedEntries {

    /** Statements that one reading takes into memory, and the one that goes beyond. */
    private static final int MOST_BYTES = 4 << 20;

    /** Selects rows in an order; {@code before} is what the statements of those before a row weigh. */
    private static final String ENTRIES = """
        SELECT xid, position, ledger_id, sequence, type, recorded_at, statement, follows
        FROM (
            SELECT e.xid::text::bigint AS xid, e.position, e.ledger_id, e.sequence, e.type, e.recorded_at, e.statement,
                   e.sequence = 0 OR coalesce((p.xid, p.position) < (e.xid, e.position), false) AS follows,
                   coalesce(sum(octet_length(e.statement)) OVER (
                       ORDER BY %1$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM commitments.entry e
            LEFT JOIN commitments.entry p ON p.ledger_id = e.ledger_id AND p.sequence = e.sequence - 1
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

    private static final String OF_LEDGER = ENTRIES.formatted("e.sequence", """
        e.ledger_id = :ledger AND e.sequence >= :from AND (e.xid, e.position) <= (:xid::text::xid8, :position)\
        """, "chosen.sequence");

    private static final String HEAD = """
        SELECT xid::text::bigint AS xid, position FROM commitments.entry ORDER BY entry.xid DESC, position DESC LIMIT 1
        """;

    private static final String POSITION = """
        SELECT xid::text::bigint AS xid, position FROM commitments.reader_position WHERE name = :name
        """;

    private static final String SAVE = """
        INSERT INTO commitments.reader_position (name, xid, position) VALUES (:name, :xid::text::xid8, :position)
        ON CONFLICT (name) DO UPDATE SET xid = excluded.xid, position = excluded.position, saved_at = clock_timestamp()
        """;

    private final JdbcClient jdbc;

    /** Reads by connections of the data source, in the current Spring transaction when there is one. */
    public CommittedEntries(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * What comes after a position.
     *
     * @param limit the most rows to return; fewer when their statements are long
     * @return in order; empty only when there is nothing yet
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public List<CommittedEntry> after(StorePosition position, int limit) {
        return StoreUnavailable.orResult(() -> jdbc.sql(AFTER)
                .param("xid", position.xid())
                .param("position", position.position())
                .param("limit", limit)
                .param("bytes", MOST_BYTES)
                .query(CommittedEntries::entry)
                .list());
    }

    /**
     * One ledger's entries by sequence, as far as a reader at {@code upTo} has seen them.
     *
     * @param from the first sequence wanted
     * @param limit the most rows to return; fewer when their statements are long
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public List<CommittedEntry> ofLedger(UUID ledger, long from, StorePosition upTo, int limit) {
        return StoreUnavailable.orResult(() -> jdbc.sql(OF_LEDGER)
                .param("ledger", ledger)
                .param("from", from)
                .param("xid", upTo.xid())
                .param("position", upTo.position())
                .param("limit", limit)
                .param("bytes", MOST_BYTES)
                .query(CommittedEntries::entry)
                .list());
    }

    /** About how many entries a reader has not seen yet; exactly none when it has seen all. */
    public long waitingFor(String reader) {
        StorePosition head = head();
        StorePosition seen = positionOf(reader);
        return head.compareTo(seen) <= 0 ? 0 : Math.max(1, head.position() - seen.position());
    }

    /** The place of the newest entry, committed or about to be seen; {@link StorePosition#START} when there is none. */
    public StorePosition head() {
        return StoreUnavailable.orResult(() ->
                jdbc.sql(HEAD).query(CommittedEntries::position).optional().orElse(StorePosition.START));
    }

    /** How far a reader has come: what it saved last; {@link StorePosition#START} when it never did. */
    public StorePosition positionOf(String reader) {
        return StoreUnavailable.orResult(() -> jdbc.sql(POSITION)
                .param("name", reader)
                .query(CommittedEntries::position)
                .optional()
                .orElse(StorePosition.START));
    }

    /** Remembers how far a reader has come, together with what else the current Spring transaction writes. */
    public void savePosition(String reader, StorePosition position) {
        StoreUnavailable.orResult(() -> jdbc.sql(SAVE)
                .param("name", reader)
                .param("xid", position.xid())
                .param("position", position.position())
                .update());
    }

    private static CommittedEntry entry(ResultSet row, int number) throws SQLException {
        return new CommittedEntry(
                position(row, number),
                row.getObject("ledger_id", UUID.class),
                row.getLong("sequence"),
                row.getString("type"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getBytes("statement"),
                row.getBoolean("follows"));
    }

    private static StorePosition position(ResultSet row, int number) throws SQLException {
        return new StorePosition(row.getLong("xid"), row.getLong("position"));
    }
}
