package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the tree nodes of entries that were stored without them: those of versions before the trees, and those that came back behind a
 * hole which is filled by now. In portions, each committed by itself, so it may end at any time and go on later.
 */
public final class TreeBackfill {

    private static final int PORTION = 2_000;
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tree nodes', 0))";

    private static final String LEFT = "SELECT count(*) FROM commitments.entry WHERE root IS NULL";

    /** Some of one ledger, in order, from the first without nodes. */
    private static final String NEXT = """
        SELECT ledger_id, sequence, statement FROM commitments.entry
        WHERE root IS NULL AND ledger_id >= ? AND (ledger_id, sequence) > (?, ?)
        ORDER BY ledger_id, sequence LIMIT ?
        """;

    private static final String STORE = """
        UPDATE commitments.entry e SET root = n.root, nodes = n.nodes
        FROM unnest(?, ?, ?, ?) AS n (ledger_id, sequence, root, nodes)
        WHERE (e.ledger_id, e.sequence) = (n.ledger_id, n.sequence)
        """;

    /** Entries never change; this adds what follows from them. Undone when the transaction is. */
    private static final String ALLOW = "ALTER TABLE commitments.entry DISABLE TRIGGER entry_is_immutable";

    private static final String REFUSE = "ALTER TABLE commitments.entry ENABLE ALWAYS TRIGGER entry_is_immutable";

    private static final Logger log = LoggerFactory.getLogger(TreeBackfill.class);

    private final Connection connection;
    private UUID ledger = new UUID(0, 0);
    private long last = -1;
    private @Nullable RightEdge edge;

    private TreeBackfill(Connection connection) {
        this.connection = connection;
    }

    /**
     * Computes all that can be computed.
     *
     * @param connection of the schema's owner, with no transaction under way
     * @return how many entries have nodes now that had none
     */
    public static long run(Connection connection) throws SQLException {
        long left = left(connection);
        return left == 0 ? 0 : new TreeBackfill(connection).run(left);
    }

    private long run(long all) throws SQLException {
        log.info("Computing the Merkle trees of {} entries", all);
        connection.setAutoCommit(false);
        long begun = System.nanoTime();
        long reported = begun;
        long seen = 0;
        long stored = 0;
        List<Row> portion = next();
        while (!portion.isEmpty()) {
            stored += store(portion);
            seen += portion.size();
            long now = System.nanoTime();
            if (now - reported > REPORT_EVERY.toNanos()) {
                reported = now;
                double rate = seen / ((now - begun) / 1e9);
                log.info(
                        "Merkle trees: {} of {} entries, {}/s, {} s left",
                        seen,
                        all,
                        Math.round(rate),
                        Math.round((all - seen) / rate));
            }
            portion = next();
        }
        connection.setAutoCommit(true);
        log.info("Merkle trees computed for {} entries", stored);
        return stored;
    }

    private static long left(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(LEFT)) {
            count.next();
            return count.getLong(1);
        }
    }

    private List<Row> next() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setObject(1, ledger);
            query.setObject(2, ledger);
            query.setLong(3, last);
            query.setInt(4, PORTION);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3)));
                }
            }
        }
        return rows;
    }

    private int store(List<Row> portion) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            statement.execute(ALLOW);
            List<Row> computed = new ArrayList<>();
            List<TreeNodes> nodes = new ArrayList<>();
            for (Row row : portion) {
                TreeNodes added = grow(row);
                if (added != null) {
                    computed.add(row);
                    nodes.add(added);
                }
            }
            update(computed, nodes);
            statement.execute(REFUSE);
            connection.commit();
            return computed.size();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    /** Null behind an entry that is lost. */
    private @Nullable TreeNodes grow(Row row) {
        if (!row.ledger().equals(ledger) || edge == null || edge.size() != row.sequence()) {
            edge = edgeBefore(row);
        }
        ledger = row.ledger();
        last = row.sequence();
        if (edge == null) {
            return null;
        }
        List<Hash> completed = edge.completedBy(Hash.ofLeaf(row.statement()));
        edge = edge.with(completed);
        return TreeNodes.of(edge, completed);
    }

    private @Nullable RightEdge edgeBefore(Row row) {
        try {
            return RightEdge.of(row.sequence(), new LedgerTree(connection, row.ledger()));
        } catch (MissingNodes lost) {
            return null;
        }
    }

    private void update(List<Row> rows, List<TreeNodes> nodes) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STORE)) {
            JdbcArrays.set(update, 1, "uuid", rows, Row::ledger);
            JdbcArrays.set(update, 2, "int8", rows, Row::sequence);
            JdbcArrays.setBytes(update, 3, nodes, TreeNodes::root);
            JdbcArrays.setBytes(update, 4, nodes, TreeNodes::hashes);
            update.executeUpdate();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Row(UUID ledger, long sequence, byte[] statement) {}
}
