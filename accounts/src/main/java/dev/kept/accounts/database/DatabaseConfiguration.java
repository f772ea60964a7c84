package dev.kept.accounts.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kept.accounts.settings.AccountsSettings;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** No bean here is a candidate for an injection point that does not ask for it {@link OfAccounts}. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final String SCHEMA = "accounts";

    /** Short, so that an absent database is a quick 503 and not a pile of waiting requests. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /** Nothing here takes long; and the server notices within half a minute that a client's host is gone, and ends what it held. */
    private static final String LIMITS = "-c statement_timeout=15s -c lock_timeout=5s -c transaction_timeout=30s"
            + " -c idle_in_transaction_session_timeout=15s -c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=30s";

    @Bean(defaultCandidate = false)
    @OfAccounts
    DataSource accountsDataSource(AccountsSettings settings) {
        Flyway.configure()
                .dataSource(
                        settings.database().url(),
                        settings.migration().username(),
                        settings.migration().password())
                .locations("classpath:db/accounts")
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .load()
                .migrate();
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("accounts");
        pool.setJdbcUrl(settings.database().url());
        pool.setUsername(settings.database().login().username());
        pool.setPassword(settings.database().login().password());
        pool.setSchema(SCHEMA);
        pool.setMaximumPoolSize(settings.database().poolSize());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        pool.addDataSourceProperty("ApplicationName", "kept-accounts");
        pool.addDataSourceProperty("connectTimeout", "5");
        pool.addDataSourceProperty("socketTimeout", "20");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        // A message of the server's may quote a row.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        pool.addDataSourceProperty("options", LIMITS);
        return new HikariDataSource(pool);
    }

    @Bean(defaultCandidate = false)
    @OfAccounts
    JdbcTemplate accountsJdbcTemplate(@OfAccounts DataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }

    @Bean(defaultCandidate = false)
    @OfAccounts
    JdbcClient accountsJdbcClient(@OfAccounts JdbcTemplate jdbcTemplate) {
        return JdbcClient.create(jdbcTemplate);
    }

    @Bean(defaultCandidate = false)
    @OfAccounts
    TransactionTemplate accountsTransactions(@OfAccounts DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Waits, keys and credentials go by the real time, whatever time the ledgers' clock shows. */
    @Bean(defaultCandidate = false)
    @OfAccounts
    Clock accountsClock() {
        return Clock.systemUTC();
    }
}
