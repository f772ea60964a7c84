package dev.kept.projections.store.rebuild;

import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.Locks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The schema that is being filled: made, given its indexes, swapped with the one that serves. */
final class NextSchema implements AutoCloseable {

    static final String NAME = "projections_next";

    private static final String OLD = "projections_old";

    private static final String SECONDARY_INDEXES = """
        select c.relname, pg_get_indexdef(i.indexrelid)
          from pg_index i
          join pg_class c on c.oid = i.indexrelid
          join pg_class t on t.oid = i.indrelid
          join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = '%s' and not i.indisunique and t.relname not like 'flyway%%'
         order by c.relname
        """.formatted(NAME);

    private static final String SWAP = "alter schema %s rename to %s; alter schema %s rename to %s"
            .formatted(ReadDatabase.LIVE, OLD, NAME, ReadDatabase.LIVE);

    private static final int DROP_ATTEMPTS = 30;

    private final Connection session;
    private final List<String> indexes = new ArrayList<>();

    private NextSchema(Connection session) {
        this.session = session;
    }

    /**
     * Empty, and nobody else's until closed.
     *
     * @throws RebuildFailed when another rebuild is under way
     */
    static NextSchema create(ReadDatabase database) throws SQLException {
        Connection session = database.session(ReadDatabase.LIVE);
        NextSchema schema = new NextSchema(session);
        try (Statement statement = session.createStatement()) {
            try (ResultSet row = statement.executeQuery(Locks.TRY_REBUILD)) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new RebuildFailed("Another rebuild is under way; wait for its end.", null);
                }
            }
            // Left behind by a rebuild that was cut short.
            statement.execute("drop schema if exists " + NAME + " cascade");
            statement.execute("drop schema if exists " + OLD + " cascade");
            statement.execute("create schema " + NAME);
            return schema;
        } catch (SQLException | RuntimeException e) {
            schema.close();
            throw e;
        }
    }

    /** Rows are stored faster without them; {@link #createIndexes} brings them back. */
    void dropIndexes() throws SQLException {
        try (Statement statement = session.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(SECONDARY_INDEXES)) {
                while (row.next()) {
                    names.add(row.getString(1));
                    indexes.add(row.getString(2));
                }
            }
            for (String name : names) {
                statement.execute("drop index " + NAME + "." + name);
            }
        }
    }

    /**
     * Concurrently, though nobody else is here: built in the plain way, an index would hold a transaction id for as long as it takes,
     * and nothing that this transaction might see could be cleaned up in the whole server.
     */
    void createIndexes() throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("set maintenance_work_mem = '128MB'");
            for (String index : indexes) {
                statement.execute(index.replaceFirst("^CREATE INDEX ", "CREATE INDEX CONCURRENTLY "));
            }
            for (String table : List.of("entry", "text", "item", "ledger", "membership")) {
                statement.execute("analyze " + NAME + "." + table);
            }
        }
    }

    /** What is to be done while no batch is committed to the schema that serves. */
    interface LastWork {
        void run() throws SQLException;
    }

    /** Lets the last work be done, then renames; if the work fails, nothing has happened. */
    void swap(LastWork work) throws SQLException {
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute(Locks.OWN_SCHEMA);
            work.run();
            statement.execute(SWAP);
            session.commit();
        } finally {
            session.rollback();
            session.setAutoCommit(true);
        }
    }

    /** Waits for queries that still read from it, a second at a time, so that none has to wait behind this. */
    void dropOld() throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("set lock_timeout = '1s'");
            for (int attempt = 1; ; attempt++) {
                try {
                    statement.execute("drop schema " + OLD + " cascade");
                    return;
                } catch (SQLException e) {
                    if (!"55P03".equals(e.getSQLState()) || attempt == DROP_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
