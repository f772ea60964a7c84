package dev.kept.commitments.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.JavaMigration;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to the event store, each kind with the limits that suit its use. */
final class StoreDataSources {

    private static final int CONNECT_SECONDS = 3;
    private static final long ACQUIRE_MILLIS = 2_000;

    /** The server notices within half a minute that a client's host is gone, and ends what it held. */
    private static final String GONE_HOSTS = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=30s";

    /**
     * An open transaction of a lane holds every reader of the entries back: none may stay open. The one statement that lanes insert by
     * is planned once: planning it for each batch takes longer than a small batch.
     */
    private static final String LANES = GONE_HOSTS
            + " -c plan_cache_mode=force_generic_plan -c statement_timeout=8s -c lock_timeout=5s -c transaction_timeout=10s"
            + " -c idle_in_transaction_session_timeout=10s";

    private static final String READERS =
            GONE_HOSTS + " -c statement_timeout=30s -c lock_timeout=10s -c transaction_timeout=60s"
                    + " -c idle_in_transaction_session_timeout=30s";

    /** Whoever leads does something at least every few seconds; one who hangs is succeeded. Only positions are written, which may be lost. */
    private static final String LEADING = READERS + " -c synchronous_commit=off -c idle_session_timeout=90s";

    private static final String MIGRATE_FIRST =
            "Run the command 'migrate' of this version with the schema's owner as kept.commitments.migration.*, or set that here.";

    private StoreDataSources() {}

    /** A database role and its password. */
    record Role(String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    /**
     * One connection for each lane and nobody else; a batch that takes longer than seconds has met trouble. Each statement commits by
     * itself, where the store is on the timeline that was compared.
     */
    static HikariDataSource lanes(String url, Role role, int lanes, StoreTimeline timeline) {
        HikariConfig config = pool("commitments-lanes", lanes);
        PGSimpleDataSource source = source(url, role, "kept-commitments-lanes", 15, LANES);
        source.setPrepareThreshold(1);
        config.setDataSource(new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = source.getConnection();
                try {
                    timeline.require(connection);
                    return connection;
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }
        });
        return new HikariDataSource(config);
    }

    /** For everything that reads, and for readers that keep something of their own. */
    static HikariDataSource readers(String url, Role role, int connections) {
        HikariConfig config = pool("commitments", connections);
        config.setMinimumIdle(Math.min(2, connections));
        config.setDataSource(source(url, role, "kept-commitments", 40, READERS));
        return new HikariDataSource(config);
    }

    /** Connections of those who lead all processes, as the relay: opened one by one, and each kept for as long as its owner leads. */
    static PGSimpleDataSource leading(String url, Role role) {
        return source(url, role, "kept-relay", 40, LEADING);
    }

    private static PGSimpleDataSource source(String url, Role role, String name, int socketSeconds, String options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(role.username());
        source.setPassword(role.password());
        source.setApplicationName(name);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(socketSeconds);
        source.setTcpKeepAlive(true);
        // A message of the server's may quote a row.
        source.setLogServerErrorDetail(false);
        source.setOptions(options);
        return source;
    }

    /**
     * Brings the schema up to date, and what earlier versions stored without their trees.
     *
     * @param migrations of other packages, beside those of the class path
     */
    static void migrate(String url, Role owner, JavaMigration... migrations) {
        Flyway flyway = flyway(url, owner, migrations);
        flyway.migrate();
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
            TreeBackfill.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The Merkle trees of entries from an earlier version could not be computed: SQL state "
                            + e.getSQLState(),
                    e);
        }
    }

    /** Fails with a sentence that says what to do when the schema is an older version's. Needs no rights but to read what was done to it. */
    static void requireUpToDate(String url, Role application, JavaMigration... migrations) {
        int pending;
        try {
            pending = flyway(url, application, migrations).info().pending().length;
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "It cannot be told whether the event store's schema is up to date. " + MIGRATE_FIRST, e);
        }
        if (pending > 0) {
            throw new IllegalStateException(
                    "The event store's schema lacks %d migrations. %s".formatted(pending, MIGRATE_FIRST));
        }
    }

    static Flyway flyway(String url, Role owner, JavaMigration... migrations) {
        return Flyway.configure()
                .dataSource(url, owner.username(), owner.password())
                .locations("classpath:db/commitments")
                .javaMigrations(migrations)
                .defaultSchema("commitments")
                .createSchemas(false)
                .connectRetries(5)
                .load();
    }

    private static HikariConfig pool(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(ACQUIRE_MILLIS);
        config.setValidationTimeout(1_000);
        // The store may come after the service: until then readiness says so.
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
