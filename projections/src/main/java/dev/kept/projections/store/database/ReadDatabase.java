package dev.kept.projections.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * How to reach the read side's database. The user owns the schema and may create others.
 *
 * @param url a JDBC URL, without user and password
 */
public record ReadDatabase(String url, String username, String password) {

    /** The schema that queries read. */
    public static final String LIVE = "projections";

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /** Nobody is kept waiting, and at a start the server may have only just started, too. */
    private static final Duration PATIENT_CONNECTION_TIMEOUT = Duration.ofSeconds(30);

    /** The server notices within half a minute that a client's host is gone, and ends what it held. */
    private static final String GONE_HOSTS = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=30s";

    private static final String QUERIES = GONE_HOSTS + " -c statement_timeout=30s -c lock_timeout=10s"
            + " -c transaction_timeout=120s -c idle_in_transaction_session_timeout=60s";

    /** Of a session that does something every few seconds, each time within milliseconds. */
    private static final String PRESENT = GONE_HOSTS + " -c statement_timeout=10s -c lock_timeout=5s"
            + " -c transaction_timeout=15s -c idle_in_transaction_session_timeout=10s";

    private static final int PRESENT_SOCKET_SECONDS = 15;

    private static final String INGEST = GONE_HOSTS + " -c synchronous_commit=off -c statement_timeout=60s"
            + " -c lock_timeout=30s -c transaction_timeout=120s -c idle_in_transaction_session_timeout=60s";

    /** Connections for queries, all with the live schema as search path. Connects when first used, not now. */
    public HikariDataSource forQueries(int size) {
        HikariConfig config = pool("projections-queries", LIVE, size, QUERIES, 40);
        config.setReadOnly(true);
        return new HikariDataSource(config);
    }

    /**
     * Connections for ingest. Commits do not wait for the disk: what a crash takes away is read again from Kafka, since the offsets
     * go with it.
     */
    public HikariDataSource forIngest(String schema, int size) {
        HikariConfig config = pool("projections-ingest-" + schema, schema, size, INGEST, 70);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /** As {@link #forIngest}, for migrations and rebuilds: without limits of time, because they may take long and nobody waits for them. */
    public HikariDataSource forLongWork(String schema, int size) {
        HikariConfig config =
                pool("projections-long-work-" + schema, schema, size, GONE_HOSTS + " -c synchronous_commit=off", 0);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.setConnectionTimeout(PATIENT_CONNECTION_TIMEOUT.toMillis());
        return new HikariDataSource(config);
    }

    /** One connection outside any pool, for session locks of work that may take long. Without limits of time. */
    public Connection session(String schema) throws SQLException {
        return session(schema, GONE_HOSTS, 0);
    }

    /**
     * One connection outside any pool, by which a worker says again and again that it is there. An answer that does not come within 15
     * seconds never comes: the server may be gone without a word.
     */
    public Connection presence(String schema) throws SQLException {
        return session(schema, PRESENT, PRESENT_SOCKET_SECONDS);
    }

    private Connection session(String schema, String options, int socketSeconds) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("currentSchema", schema);
        properties.setProperty("ApplicationName", "kept-projections-session");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Integer.toString(socketSeconds));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("options", options);
        return DriverManager.getConnection(url, properties);
    }

    /** Brings a schema, which must exist, to the form this version knows. */
    public void migrate(DataSource dataSource, String schema) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(schema)
                .createSchemas(false)
                .locations("classpath:db/projections")
                .javaMigrations(new RefillBriefs(), new RefillWords())
                .load()
                .migrate();
    }

    /** @param socketSeconds for how long an answer is waited for; 0 for any time */
    private HikariConfig pool(String name, String schema, int size, String options, int socketSeconds) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("currentSchema", schema);
        config.addDataSourceProperty("ApplicationName", "kept-" + name);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", Integer.toString(socketSeconds));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A message of the server's may quote a row.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("options", options);
        return config;
    }

    @Override
    public String toString() {
        return "ReadDatabase[" + url + "]";
    }
}
