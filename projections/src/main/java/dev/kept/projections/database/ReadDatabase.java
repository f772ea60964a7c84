package dev.kept.projections.database;

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

    /** Connections for queries, all with the live schema as search path. Connects when first used, not now. */
    public HikariDataSource forQueries(int size) {
        HikariConfig config = pool("projections-queries", LIVE, size);
        config.setReadOnly(true);
        return new HikariDataSource(config);
    }

    /**
     * Connections for ingest. Commits do not wait for the disk: what a crash takes away is read again from Kafka, since the offsets
     * go with it.
     */
    public HikariDataSource forIngest(String schema, int size) {
        HikariConfig config = pool("projections-ingest-" + schema, schema, size);
        config.addDataSourceProperty("options", "-c synchronous_commit=off");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /** One connection outside any pool, for session locks. */
    public Connection session(String schema) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("currentSchema", schema);
        properties.setProperty("ApplicationName", "kept-projections-session");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }

    /** Brings a schema, which must exist, to the form this version knows. */
    public void migrate(DataSource dataSource, String schema) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(schema)
                .createSchemas(false)
                .locations("classpath:db/projections")
                .load()
                .migrate();
    }

    private HikariConfig pool(String name, String schema, int size) {
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
        return config;
    }

    @Override
    public String toString() {
        return "ReadDatabase[" + url + "]";
    }
}
