package dev.kept.commitments.relay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Elects the one who may send: a lock that PostgreSQL gives to one session, and takes back when the session ends. */
public final class RelayLock {

    /** Under which name the store keeps how far Kafka has all entries. */
    public static final String READER = "relay";

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(1802858612, 1)";

    private RelayLock() {}

    /** Whether the connection's session holds the lock now; it does until it ends. */
    public static boolean tryTake(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRY_LOCK)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
