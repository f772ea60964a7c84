package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asks the server what holds, because a setting that is misspelt or lost on the way limits nothing. */
class StoreDataSourcesTest {

    private final TestStore store = new TestStore();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void bound_statements_transactions_and_the_network_for_everybody() throws SQLException {
        for (DataSource source : List.of(store.laneConnections, store.readers, store.relayConnections())) {
            try (Connection connection = source.getConnection()) {
                for (String name : List.of(
                        "statement_timeout",
                        "lock_timeout",
                        "transaction_timeout",
                        "idle_in_transaction_session_timeout",
                        "tcp_keepalives_idle",
                        "tcp_user_timeout")) {
                    assertThat(shown(connection, name)).as(name).isNotEqualTo("0");
                }
                assertThat(connection.getNetworkTimeout()).isPositive();
            }
        }
    }

    @Test
    void end_the_session_of_a_leader_that_hangs_and_of_nobody_else() throws SQLException {
        try (Connection leader = store.relayConnections().getConnection();
                Connection reader = store.readers.getConnection()) {
            assertThat(shown(leader, "idle_session_timeout")).isEqualTo("90s");
            assertThat(shown(reader, "idle_session_timeout")).isEqualTo("0");
        }
    }

    private static String shown(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
