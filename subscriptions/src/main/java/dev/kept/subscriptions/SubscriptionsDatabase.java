package dev.kept.subscriptions;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How to reach the database of the subscriptions. The user owns the schema.
 *
 * @param url a JDBC URL, without user and password
 */
public record SubscriptionsDatabase(String url, String username, String password) {

    static final String SCHEMA = "subscriptions";

    private static final String MAY_HAVE_SCHEMA = """
        select exists (select 1 from pg_namespace where nspname = ?)
            or has_database_privilege(current_database(), 'CREATE')
        """;

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /** At a start nobody is kept waiting, and the server may have only just started, too. */
    private static final Duration FIRST_CONNECTION_TIMEOUT = Duration.ofSeconds(30);

    /** The server notices within half a minute that a client's host is gone, and ends what it held. */
    private static final String GONE_HOSTS = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=30s";

    private static final String LIMITS = GONE_HOSTS
            + " -c synchronous_commit=on -c statement_timeout=15s -c lock_timeout=5s -c transaction_timeout=30s"
            + " -c idle_in_transaction_session_timeout=15s";

    /** A leader does something at least every few seconds; one that hangs is replaced. */
    private static final String LEADING = LIMITS + " -c idle_session_timeout=90s";

    private static final int SOCKET_SECONDS = 20;

    /** A commit waits for the disk: nothing would bring back what a crash takes away. Connects when first used, not now. */
    public HikariDataSource pool(int size) {
        return pool("subscriptions", size, LIMITS, SOCKET_SECONDS, CONNECTION_TIMEOUT);
    }

    /**
     * One connection outside any pool, for a process that leads by a session lock and writes by the same session. When it has been idle for
     * 90 seconds it ends, and another process leads.
     */
    public Connection leadingSession() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("currentSchema", SCHEMA);
        properties.setProperty("ApplicationName", "kept-subscriptions-leader");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("options", LEADING);
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Brings the schema to the form that this version knows, and creates it when it is missing.
     *
     * @throws IllegalStateException when it is missing and this user may not create it; the message says what to do
     */
    public void migrate() {
        try (HikariDataSource dataSource =
                pool("subscriptions-migration", 2, GONE_HOSTS, 0, FIRST_CONNECTION_TIMEOUT)) {
            boolean possible = JdbcClient.create(dataSource)
                    .sql(MAY_HAVE_SCHEMA)
                    .param(SCHEMA)
                    .query(Boolean.class)
                    .single();
            if (!possible) {
                throw new IllegalStateException("The schema " + SCHEMA + " is missing and the role " + username
                        + " may not create it: run 'CREATE SCHEMA " + SCHEMA + " AUTHORIZATION " + username
                        + "', or grant that role CREATE on the database.");
            }
            Flyway.configure()
                    .dataSource(dataSource)
                    .schemas(SCHEMA)
                    .createSchemas(true)
                    .locations("classpath:db/subscriptions")
                    .load()
                    .migrate();
        }
    }

    /**
     * @param socketSeconds for how long an answer is waited for; 0 for any time
     * @param patience for how long a connection is waited for; a pool that was made keeps it
     */
    private HikariDataSource pool(String name, int size, String options, int socketSeconds, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("currentSchema", SCHEMA);
        config.addDataSourceProperty("ApplicationName", "kept-" + name);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", Integer.toString(socketSeconds));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A message of the server's may quote a row.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("options", options);
        return new HikariDataSource(config);
    }

    @Override
    public String toString() {
        return "SubscriptionsDatabase[" + url + "]";
    }
}
