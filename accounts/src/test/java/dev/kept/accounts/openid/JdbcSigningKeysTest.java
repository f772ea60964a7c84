package dev.kept.accounts.openid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcSigningKeysTest {

    private static final Instant NOW = Instant.parse("2026-05-04T08:00:00Z");

    private final JdbcSigningKeys keys = keys();

    @Test
    void a_key_is_made_outside_of_a_transaction_which_would_end_when_it_takes_long() {
        List<Boolean> inTransaction = new ArrayList<>();

        keys.insertUnlessYoung(NOW.minusSeconds(60), () -> {
            inTransaction.add(TransactionSynchronizationManager.isActualTransactionActive());
            return fresh();
        });

        assertThat(inTransaction).containsExactly(false);
        assertThat(keys.all()).hasSize(1);
    }

    @Test
    void of_two_machines_that_make_a_key_at_once_one_stores_it() {
        keys.insertUnlessYoung(NOW.minusSeconds(60), () -> {
            keys.insertUnlessYoung(NOW.minusSeconds(60), JdbcSigningKeysTest::fresh);
            return fresh();
        });

        assertThat(keys.all()).hasSize(1);
    }

    private static JdbcSigningKeys.Fresh fresh() {
        return new JdbcSigningKeys.Fresh(UUID.randomUUID().toString(), "{}", NOW);
    }

    private static JdbcSigningKeys keys() {
        KeptDatabase database = SharedPostgres.freshDatabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.accountsOwner().username());
        source.setPassword(database.accountsOwner().password());
        source.setCurrentSchema("accounts");
        new ResourceDatabasePopulator(new ClassPathResource("db/accounts/V1__accounts.sql")).execute(source);
        return new JdbcSigningKeys(
                JdbcClient.create(source), new TransactionTemplate(new DataSourceTransactionManager(source)));
    }
}
