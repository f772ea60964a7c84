package dev.kept.projections.ingest;

import dev.kept.projections.database.ReadDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions are this feed's: session locks, so that they are free the moment its session is gone. Every feed takes an equal
 * share and gives up what exceeds it when another one comes.
 */
final class Ownership implements AutoCloseable {

    private static final String BE_PRESENT = "select pg_advisory_lock_shared(?, 0)";
    private static final String COUNT_PRESENT = """
        select count(*) from pg_locks
         where locktype = 'advisory' and classid = ? and objid = 0 and objsubid = 2 and granted
           and database = (select oid from pg_database where datname = current_database())
        """;
    private static final String TAKE = "select pg_try_advisory_lock(?, ?)";
    private static final String GIVE_UP = "select pg_advisory_unlock(?, ?)";

    private final ReadDatabase database;
    private final TreeSet<Integer> owned = new TreeSet<>();
    private @Nullable Connection session;

    Ownership(ReadDatabase database) {
        this.database = database;
    }

    /** Takes or gives up partitions until the share is right, and says which there are now. */
    Set<Integer> refresh(Collection<Integer> partitions) throws SQLException {
        try {
            Connection connection = present();
            int share = Math.ceilDiv(partitions.size(), Math.max(1, countPresent(connection)));
            while (owned.size() > share) {
                ask(connection, GIVE_UP, owned.removeLast());
            }
            for (int partition : partitions) {
                if (owned.size() < share && !owned.contains(partition) && ask(connection, TAKE, partition)) {
                    owned.add(partition);
                }
            }
            return Set.copyOf(owned);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection present() throws SQLException {
        Connection connection = session;
        if (connection == null) {
            connection = database.session(ReadDatabase.LIVE);
            session = connection;
            try (PreparedStatement statement = connection.prepareStatement(BE_PRESENT)) {
                statement.setInt(1, Locks.PRESENCE);
                statement.execute();
            }
        }
        return connection;
    }

    private static int countPresent(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT_PRESENT)) {
            statement.setInt(1, Locks.PRESENCE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static boolean ask(Connection connection, String sql, int partition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, Locks.PARTITIONS);
            statement.setInt(2, partition);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Gives up everything. */
    @Override
    public void close() {
        owned.clear();
        Connection connection = session;
        session = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Then the server has ended the session already, and its locks with it.
            }
        }
    }
}
