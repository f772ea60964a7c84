package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.eventstore.StoreDataSources.Role;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DigestsOfBeforeTest {

    private static final String WHERE_IT_STANDS = """
        SELECT position || ' ' || xid || ' ' || sequence || ' ' || command_id || ' ' || encode(statement, 'escape')
        FROM commitments.entry
        """;

    @Test
    void are_in_no_row_and_no_file_of_the_table_any_more_and_the_entries_stay_as_they_are() {
        KeptDatabase database = SharedPostgres.freshDatabase();
        Role owner = new Role(
                database.commitmentsOwner().username(),
                database.commitmentsOwner().password());
        Flyway all = StoreDataSources.flyway(database.jdbcUrl(), owner);
        Flyway.configure()
                .configuration(all.getConfiguration())
                .target("6")
                .load()
                .migrate();
        JdbcClient sql =
                JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), owner.username(), owner.password()));
        sql.sql("""
                INSERT INTO commitments.entry (ledger_id, sequence, event_id, type, recorded_at, command_id, command_index,
                    command_digest, statement)
                VALUES (gen_random_uuid(), 0, gen_random_uuid(), 't', now(), gen_random_uuid(), 0, 'guessable', '{}')
                """).update();
        String entry = sql.sql(WHERE_IT_STANDS).query(String.class).single();
        String file = file(sql);

        all.migrate();

        assertThat(sql.sql("SELECT count(*) FROM commitments.entry WHERE command_digest IS NULL")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(file(sql)).isNotEqualTo(file);
        assertThat(sql.sql(WHERE_IT_STANDS).query(String.class).single()).isEqualTo(entry);
    }

    private static String file(JdbcClient sql) {
        return sql.sql("SELECT pg_relation_filenode('commitments.entry')::text")
                .query(String.class)
                .single();
    }
}
