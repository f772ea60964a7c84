package dev.kept.commitments.reflection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ReflectionWordsTest {

    @Test
    void are_made_anew_for_reflections_from_before() {
        KeptDatabase database = SharedPostgres.freshDatabase();
        String owner = database.commitmentsOwner().username();
        String password = database.commitmentsOwner().password();
        FluentConfiguration store = Flyway.configure()
                .dataSource(database.jdbcUrl(), owner, password)
                .locations("classpath:db/commitments")
                .defaultSchema("commitments")
                .createSchemas(false);
        store.load().migrate();
        JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), owner, password));
        sql.sql("""
                INSERT INTO commitments.reflection
                    (reflection_id, author_id, ledger_id, answers, words, created_at, changed_at, version)
                VALUES (?, ?, ?, '[{"asked":"How was the checkout?","text":"Payment/Checkout at the Café"}]',
                    to_tsvector('simple', 'Payment/Checkout at the Café'), now(), now(), 1)
                """)
                .params(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                .update();

        store.javaMigrations(new ReflectionWords()).load().migrate();

        assertThat(sql.sql("SELECT words::text FROM commitments.reflection")
                        .query(String.class)
                        .single())
                .isEqualTo("'at' 'cafe' 'checkout' 'how' 'payment' 'the' 'was'");
    }
}
