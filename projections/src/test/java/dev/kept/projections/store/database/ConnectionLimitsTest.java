package dev.kept.projections.store.database;

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

/** Asks the server what holds, because a setting that is misspelt or lost on the way limits nothing. */
class ConnectionLimitsTest {

    private static final List<String> OF_A_TRANSACTION =
            List.of("statement_timeout", "lock_timeout", "transaction_timeout", "idle_in_transaction_session_timeout");
    private static final List<String> OF_A_HOST =
            List.of("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "tcp_user_timeout");

    private final KeptDatabase kept = SharedPostgres.freshDatabase();
    private final ReadDatabase database = new ReadDatabase(
            kept.jdbcUrl(),
            kept.projectionsOwner().username(),
            kept.projectionsOwner().password());

    @Test
    void bound_all_that_people_wait_for() throws SQLException {
        try (HikariDataSource queries = database.forQueries(1);
                HikariDataSource ingest = database.forIngest(ReadDatabase.LIVE, 1)) {
            for (HikariDataSource pool : List.of(queries, ingest)) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(shown(connection, OF_A_TRANSACTION))
                            .as(pool.getPoolName())
                            .doesNotContainValue("0");
                    assertThat(shown(connection, OF_A_HOST)).doesNotContainValue("0");
                    assertThat(connection.getNetworkTimeout()).isPositive();
                }
            }
        }
    }

    @Test
    void bound_how_long_a_worker_waits_to_hear_that_it_is_known_to_be_there() throws SQLException {
        try (Connection presence = database.presence(ReadDatabase.LIVE)) {
            assertThat(shown(presence, OF_A_TRANSACTION)).doesNotContainValue("0");
            assertThat(shown(presence, OF_A_HOST)).doesNotContainValue("0");
            assertThat(presence.getNetworkTimeout()).isPositive();
        }
    }

    @Test
    void leave_long_work_its_time_and_end_it_when_its_host_is_gone() throws SQLException {
        try (HikariDataSource pool = database.forLongWork(ReadDatabase.LIVE, 1);
                Connection rebuild = pool.getConnection();
                Connection lock = database.session(ReadDatabase.LIVE)) {
            for (Connection connection : List.of(rebuild, lock)) {
                assertThat(shown(connection, OF_A_TRANSACTION).values()).containsOnly("0");
                assertThat(shown(connection, OF_A_HOST)).doesNotContainValue("0");
                assertThat(connection.getNetworkTimeout()).isZero();
            }
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
