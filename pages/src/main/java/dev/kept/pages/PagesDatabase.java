package dev.kept.pages;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How to reach the database of the sessions. The user owns the schema.
 *
 * @param url a JDBC URL, without user and password
 */
record PagesDatabase(String url, String username, String password) {

    static final String SCHEMA = "pages";

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

    /** Sessions do not wait for a standby: people stay signed in while it is away, and whoever signed in just before a loss does so again. */
    private static final String LIMITS = GONE_HOSTS
            + " -c synchronous_commit=local -c statement_timeout=15s -c lock_timeout=5s -c transaction_timeout=30s"
            + " -c idle_in_transaction_session_timeout=15s";

    /** Connects when first used, not now. */
    HikariDataSource pool(int size) {
        return pool("pages-sessions", size, LIMITS, 20, CONNECTION_TIMEOUT);
    }

    /**
     * Brings the schema to the form this version knows, and makes it when it is not there yet.
     *
     * @throws IllegalStateException when it is missing and this user may not create it; the message says what to do
     */
    void migrate() {
        try (HikariDataSource dataSource = pool("pages-migration", 2, GONE_HOSTS, 0, FIRST_CONNECTION_TIMEOUT)) {
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
                    .locations("classpath:db/pages")
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
        return "PagesDatabase[" + url + "]";
    }
}
