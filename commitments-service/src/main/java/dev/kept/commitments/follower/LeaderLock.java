package dev.kept.commitments.follower;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Elects the one process that does something for all: a lock that PostgreSQL gives to one session, and takes back when the session ends. */
public enum LeaderLock {
    RELAY(1),
    DEADLINES(2),
    NOTARY(3),
    PURGE(4),
    UNUSED_FILES(5);

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(1802858612, ?)";

    private final int number;

    LeaderLock(int number) {
        this.number = number;
    }

    /** Whether the connection's session holds the lock now; it does until it ends. */
    public boolean tryTake(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TRY_LOCK)) {
            query.setInt(1, number);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
