package dev.kept.commitments.purge;

import dev.kept.commitments.follower.Leader;
import dev.kept.commitments.follower.LeaderLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites each table that holds texts, or keys to the bytes of files, once rows were deleted from it or changed: PostgreSQL leaves their bytes in the file until it
 * happens to write something else there, and a plain vacuum does not overwrite them. A rewrite locks the table for as long as it takes.
 * See ADR 75.
 */
final class Purge extends Leader {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private static final String[] TABLES = {
        "disclosure", "draft", "draft_comment", "reflection", "evidence_file", "evidence_content"
    };

    private static final String DUE = """
        SELECT s.relname, s.n_tup_del + s.n_tup_upd
          FROM pg_stat_user_tables s
          LEFT JOIN commitments.purged p ON p.table_name = s.relname
         WHERE s.schemaname = 'commitments' AND s.relname = ANY (?)
           AND s.n_tup_del + s.n_tup_upd <> coalesce(p.changes, 0)
           AND (p.at IS NULL OR p.at <= now() - make_interval(secs => ?))
        """;

    private static final String PURGED = """
        INSERT INTO commitments.purged (table_name, changes, at) VALUES (?, ?, now())
        ON CONFLICT (table_name) DO UPDATE SET changes = excluded.changes, at = excluded.at
        """;

    private static final String FILE = "SELECT pg_relation_filenode(?::regclass)";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Duration interval;
    private final Duration round;

    /** The SQL state that was last warned of; empty while all is well. */
    private String waitsFor = "";

    /**
     * @param connections gives new connections, one of which is kept as long as this leads
     * @param interval a table is rewritten at most this often
     */
    Purge(DataSource connections, Duration interval) {
        super("purge", LeaderLock.PURGE, connections);
        this.interval = interval;
        this.round = interval.compareTo(Duration.ofSeconds(30)) < 0 ? Duration.ofSeconds(1) : Duration.ofSeconds(30);
    }

    private record Table(String name, long changes) {}

    @Override
    protected void lead(Connection connection) throws SQLException, InterruptedException {
        // Rewriting takes as long as it takes; what waits for others' locks meanwhile would hold everybody up.
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            statement.execute("SET transaction_timeout = 0");
            statement.execute("SET lock_timeout = '2s'");
        }
        while (isRunning()) {
            boolean skipped = false;
            for (Table table : due(connection)) {
                skipped |= !rewrite(connection, table);
            }
            if (skipped) {
                warnOnce(INSUFFICIENT_PRIVILEGE);
            } else {
                waitsFor = "";
            }
            pause(round);
        }
    }

    private List<Table> due(Connection connection) throws SQLException {
        List<Table> due = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(DUE)) {
            query.setArray(1, connection.createArrayOf("text", TABLES));
            query.setDouble(2, interval.toSeconds());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    due.add(new Table(row.getString(1), row.getLong(2)));
                }
            }
        }
        return due;
    }

    /** False when PostgreSQL has skipped the table, which it only warns of: this role may not rewrite it. */
    private static boolean rewrite(Connection connection, Table table) throws SQLException {
        long begun = System.nanoTime();
        long file = file(connection, table);
        try (Statement vacuum = connection.createStatement();
                PreparedStatement purged = connection.prepareStatement(PURGED)) {
            vacuum.execute("VACUUM FULL commitments." + table.name());
            if (file(connection, table) == file) {
                return false;
            }
            purged.setString(1, table.name());
            purged.setLong(2, table.changes());
            purged.executeUpdate();
            log.info(
                    "Rewrote the table {} without its deleted rows in {} ms",
                    table.name(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            log.debug("{} is in use, it is rewritten later", table.name());
        }
        return true;
    }

    /** A rewritten table has another one. */
    private static long file(Connection connection, Table table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FILE)) {
            query.setString(1, "commitments." + table.name());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    protected void standsBy() {}

    @Override
    protected Duration failed(Exception failure) {
        switch (failure) {
            case SQLException e -> warnOnce(String.valueOf(e.getSQLState()));
            default -> log.error("The purge failed and starts over", failure);
        }
        return RETRY;
    }

    /** Each kind of failure once, until it goes on. */
    private void warnOnce(String state) {
        if (!state.equals(waitsFor)) {
            waitsFor = state;
            log.warn("Deleted texts stay in PostgreSQL's files: tables cannot be rewritten now (SQL state {})", state);
        }
    }

    @Override
    protected void stopped() {}
}
