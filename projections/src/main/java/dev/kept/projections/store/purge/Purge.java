package dev.kept.projections.store.purge;

import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.Locks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Rewrites the tables that hold texts once rows were deleted from them: PostgreSQL leaves a deleted row's bytes in its file until it
 * happens to write something else there, and a plain vacuum does not overwrite them. A rewrite locks the table for as long as it takes. One
 * process does so; the others stand by. See ADR 75.
 */
public final class Purge implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

    /** Where texts stand, and the records with texts that could not be applied. */
    private static final String[] TABLES = {"text", "parked"};

    private static final String DUE = """
        select s.relname, s.n_tup_del + s.n_tup_upd
          from pg_stat_user_tables s
          left join purged p on p.table_name = s.relname
         where s.schemaname = current_schema() and s.relname = any(?)
           and s.n_tup_del + s.n_tup_upd <> coalesce(p.changes, 0)
           and (p.at is null or p.at <= now() - make_interval(secs => ?))
        """;

    private static final String PURGED = """
        insert into purged (table_name, changes, at) values (?, ?, now())
        on conflict (table_name) do update set changes = excluded.changes, at = excluded.at
        """;

    private static final String FILE = "select pg_relation_filenode(?::regclass)";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    private final ReadDatabase database;
    private final Duration interval;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    /** The SQL state that was last warned of; empty while all is well. */
    private String waitsFor = "";

    /** @param interval a table is rewritten at most this often */
    public Purge(ReadDatabase database, Duration interval) {
        this.database = database;
        this.interval = interval;
    }

    private record Table(String name, long changes) {}

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("projections-purge").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(4_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        long round = Math.min(LONGEST_ROUND.toMillis(), Math.max(1_000, interval.toMillis() / 10));
        while (!isStopped(round)) {
            try (Connection session = database.session(ReadDatabase.LIVE)) {
                try (Statement statement = session.createStatement()) {
                    statement.execute("set lock_timeout = '2s'");
                }
                while (leads(session) && !isStopped(round)) {
                    boolean skipped = false;
                    for (Table table : due(session)) {
                        skipped |= !rewrite(session, table);
                    }
                    if (skipped) {
                        warnOnce(INSUFFICIENT_PRIVILEGE);
                    } else {
                        waitsFor = "";
                    }
                }
            } catch (SQLException e) {
                warnOnce(String.valueOf(e.getSQLState()));
            } catch (RuntimeException e) {
                LOG.error("The purge failed and starts over", e);
            }
        }
    }

    /** Each kind of failure once, until it goes on. */
    private void warnOnce(String state) {
        if (!state.equals(waitsFor)) {
            waitsFor = state;
            LOG.warn("Deleted texts stay in PostgreSQL's files: tables cannot be rewritten now (SQL state {})", state);
        }
    }

    private boolean isStopped(long afterMillis) {
        try {
            return stopped.await(afterMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static boolean leads(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(Locks.TRY_PURGE)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private List<Table> due(Connection session) throws SQLException {
        List<Table> due = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(DUE)) {
            query.setArray(1, session.createArrayOf("text", TABLES));
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
    private static boolean rewrite(Connection session, Table table) throws SQLException {
        long begun = System.nanoTime();
        long file = file(session, table);
        try (Statement vacuum = session.createStatement();
                PreparedStatement purged = session.prepareStatement(PURGED)) {
            vacuum.execute("vacuum full " + table.name());
            if (file(session, table) == file) {
                return false;
            }
            purged.setString(1, table.name());
            purged.setLong(2, table.changes());
            purged.executeUpdate();
            LOG.info(
                    "Rewrote the table {} without its deleted rows in {} ms",
                    table.name(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            LOG.debug("{} is in use, it is rewritten later", table.name());
        }
        return true;
    }

    /** A rewritten table has another one. */
    private static long file(Connection session, Table table) throws SQLException {
        try (PreparedStatement query = session.prepareStatement(FILE)) {
            query.setString(1, table.name());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
