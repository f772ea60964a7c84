package dev.kept.projections.store.ingest;

import dev.kept.projections.store.database.ReadDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions are this worker's. Every worker takes an equal share and gives up what exceeds it when another one comes. A worker is
 * counted on as long as it says so by {@link #refresh} and its session lasts: a process that ends is succeeded at once, one whose host is
 * gone or that hangs when its time is up. Time is the database's.
 */
final class Ownership implements AutoCloseable {

    /** For how long a worker that says nothing is counted on. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final String BE_PRESENT = "select pg_try_advisory_lock(?, ?)";

    private static final String HEARTBEAT = """
        insert into ingest_worker (worker, expires_at, caught_up)
        values (?, clock_timestamp() + ? * interval '1 millisecond', ?)
        on conflict (worker) do update set expires_at = excluded.expires_at, caught_up = excluded.caught_up
        """;

    private static final String IS_THERE = """
        w.expires_at > clock_timestamp()
           and exists (select from pg_locks
                        where locktype = 'advisory' and classid = %d and objid = w.worker::oid and objsubid = 2 and granted
                          and database = (select oid from pg_database where datname = current_database()))
        """.formatted(Locks.PRESENCE);

    private static final String PLACE =
            "select count(*), count(*) filter (where w.worker < ?) from ingest_worker w where " + IS_THERE;

    private static final String FORGET = "delete from ingest_worker w where not (" + IS_THERE + ")";

    private static final String KNOW_PARTITIONS = """
        insert into partition_owner (partition) select unnest(?::integer[]) on conflict (partition) do nothing
        """;

    private static final String OWNED =
            "select partition, epoch from partition_owner where worker = ? and partition = any(?::integer[])";

    private static final String TAKE = """
        update partition_owner o
           set worker = ?, epoch = o.epoch + 1
         where o.partition in (
               select partition from partition_owner f
                where f.partition = any(?::integer[])
                  and not exists (select from ingest_worker w where w.worker = f.worker and %s)
                order by partition
                limit ?
                  for update skip locked)
        """.formatted(IS_THERE);

    private static final String GIVE_UP = "update partition_owner set worker = null where partition = ? and worker = ?";

    private final ReadDatabase database;
    private final Duration lease;
    private @Nullable Connection session;
    private int worker;

    /** @param lease for how long others count on this worker while it says nothing */
    Ownership(ReadDatabase database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /**
     * Takes or gives up partitions until the share is right, and says which there are now.
     *
     * @param caughtUp whether this worker has once had nothing left to apply, for readers to know
     */
    Lease refresh(Collection<Integer> partitions, boolean caughtUp) throws SQLException {
        try {
            Connection connection = present();
            Integer[] all = partitions.toArray(Integer[]::new);
            heartbeat(connection, caughtUp);
            update(connection, FORGET);
            update(connection, KNOW_PARTITIONS, (Object) all);
            int share = share(connection, all.length);
            TreeMap<Integer, Long> owned = owned(connection, all);
            while (owned.size() > share) {
                update(connection, GIVE_UP, owned.pollLastEntry().getKey(), worker);
            }
            if (owned.size() < share && update(connection, TAKE, worker, all, share - owned.size()) > 0) {
                owned = owned(connection, all);
            }
            return new Lease(worker, owned);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection present() throws SQLException {
        Connection connection = session;
        if (connection == null) {
            connection = database.presence(ReadDatabase.LIVE);
            session = connection;
            do {
                worker = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
            } while (!isAlone(connection));
        }
        return connection;
    }

    private boolean isAlone(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BE_PRESENT)) {
            statement.setInt(1, Locks.PRESENCE);
            statement.setInt(2, worker);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void heartbeat(Connection connection, boolean caughtUp) throws SQLException {
        update(connection, HEARTBEAT, worker, lease.toMillis(), caughtUp);
    }

    /** As many as everybody; of those left over one more for each of the first, by their numbers. */
    private int share(Connection connection, int partitions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE)) {
            statement.setInt(1, worker);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                int workers = Math.max(1, row.getInt(1));
                return partitions / workers + (row.getInt(2) < partitions % workers ? 1 : 0);
            }
        }
    }

    private TreeMap<Integer, Long> owned(Connection connection, Integer[] partitions) throws SQLException {
        TreeMap<Integer, Long> owned = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(OWNED)) {
            bind(statement, worker, partitions);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    owned.put(row.getInt(1), row.getLong(2));
                }
            }
        }
        return owned;
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof Integer[] array) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("int4", array));
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
    }

    /** Gives up everything. */
    @Override
    public void close() {
        Connection connection = session;
        session = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Then the server has ended the session already, and others may take what was its.
            }
        }
    }
}
