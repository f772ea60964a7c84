package dev.kept.projections.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zaxxer.hikari.HikariDataSource;
import dev.kept.events.Side;
import dev.kept.events.Times;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.Life;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.store.fold.ViewJson;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Tables that an earlier version filled hold, after the migration, what this one would have written. */
class RefillTest {

    private static final String LAST_VERSION_WITH_GENERATED_WORDS = "3";

    @Test
    void what_was_stored_before_is_found_and_counted_as_if_it_were_stored_now() {
        KeptDatabase kept = SharedPostgres.freshDatabase();
        ReadDatabase database = new ReadDatabase(
                kept.jdbcUrl(),
                kept.projectionsOwner().username(),
                kept.projectionsOwner().password());
        Life life = new Life().on("01-01").made(Side.A, "01-20").on("01-19").delivered();
        try (HikariDataSource ingest = database.forIngest(ReadDatabase.LIVE, 2)) {
            Flyway.configure()
                    .dataSource(ingest)
                    .schemas(ReadDatabase.LIVE)
                    .createSchemas(false)
                    .locations("classpath:db/projections")
                    .target(LAST_VERSION_WITH_GENERATED_WORDS)
                    .load()
                    .migrate();
            JdbcClient sql = JdbcClient.create(ingest);
            sql.sql("""
                insert into text (ledger_id, sequence, field, digest, disclosure, value)
                select ?, n, 'title', 'd', 'd', 'Payment/Checkout ' || n from generate_series(1, 1200) n
                """).param(Life.LEDGER).update();
            sql.sql("""
                insert into item (ledger_id, kind, item_id, first_sequence, last_sequence, state, brief, view)
                values (?, 'commitment', ?, 3, 4, 'delivered', '[]', ?::jsonb)
                """)
                    .params(Life.LEDGER, UUID.randomUUID(), named(life.view()))
                    .update();

            database.migrate(ingest, ReadDatabase.LIVE);

            assertThat(sql.sql("select count(*) from text where words @@ '''checkout'' & ''1200'''::tsquery")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            assertThat(sql.sql("select count(*) from text where words = ''")
                            .query(Long.class)
                            .single())
                    .isZero();
            String view = sql.sql("select view from item").query(String.class).single();
            assertThat(ViewJson.read(view, CommitmentView.class)).isEqualTo(life.view());
            String brief = sql.sql("select brief from item").query(String.class).single();
            assertThat(ViewJson.read(brief, Standing.class))
                    .isEqualTo(life.standings().getFirst());
        }
    }

    /** As that version stored views. */
    private static String named(Object view) {
        return JsonMapper.builder()
                .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(Times.module())
                .build()
                .writeValueAsString(view);
    }
}
