package dev.kept.commitments.relay;

import dev.kept.commitments.follower.LeaderLock;
import java.sql.Connection;
import java.sql.SQLException;

/** Who may send entries to Kafka, and how far they have come. */
public final class RelayLock {

    /** Under which name the store keeps how far Kafka has all entries. */
    public static final String READER = "relay";

    private RelayLock() {}

    /** Whether the connection's session holds the lock now; it does until it ends. */
    public static boolean tryTake(Connection connection) throws SQLException {
        return LeaderLock.RELAY.tryTake(connection);
    }
}
