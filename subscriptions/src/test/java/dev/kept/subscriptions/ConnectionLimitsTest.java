package dev.kept.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Asks the server which limits hold, because a setting that is misspelt or lost on the way limits nothing. */
class ConnectionLimitsTest {

    private static final List<String> OF_A_TRANSACTION =
            List.of("statement_timeout", "lock_timeout", "transaction_timeout", "idle_in_transaction_session_timeout");
    private static final List<String> OF_A_HOST =
            List.of("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "tcp_user_timeout");

    private final KeptDatabase kept = SharedPostgres.freshDatabase();
    private final SubscriptionsDatabase database = new SubscriptionsDatabase(
            kept.jdbcUrl(),
            kept.subscriptionsOwner().username(),
            kept.subscriptionsOwner().password());

    @Test
    void bound_all_that_people_wait_for() throws SQLException {
        try (HikariDataSource pool = database.pool(1);
                Connection connection = pool.getConnection()) {
            assertThat(shown(connection, OF_A_TRANSACTION)).doesNotContainValue("0");
            assertThat(shown(connection, OF_A_HOST)).doesNotContainValue("0");
            assertThat(connection.getNetworkTimeout()).isPositive();
        }
    }

    @Test
    void make_a_commit_wait_for_the_disk() throws SQLException {
        try (HikariDataSource pool = database.pool(1);
                Connection connection = pool.getConnection()) {
            assertThat(shown(connection, List.of("synchronous_commit"))).containsValue("on");
        }
    }

    @Test
    void end_the_session_of_a_leader_that_hangs() throws SQLException {
        try (Connection leader = database.leadingSession()) {
            assertThat(shown(leader, List.of("idle_session_timeout"))).containsValue("90s");
            assertThat(shown(leader, OF_A_TRANSACTION)).doesNotContainValue("0");
        }
    }

    private static Map<String, String> shown(Connection connection, List<String> names) throws SQLException {
        Map<String, String> shown = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                try (ResultSet row = statement.executeQuery("show " + name)) {
                    row.next();
                    shown.put(name, row.getString(1));
                }
            }
        }
        return shown;
    }
}
