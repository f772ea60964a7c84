package dev.kept.projections;

import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import dev.kept.projections.store.database.ReadDatabase;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A migrated database of its own, and a look into its tables. */
public final class ReadTables implements AutoCloseable {

    public static final List<String> NAMES = List.of(
            "entry", "text", "item", "ledger", "membership", "erased", "seen", "kafka_position", "parked", "halted");

    private final ReadDatabase database;
    private final com.zaxxer.hikari.HikariDataSource ingest;

    private ReadTables(ReadDatabase database) {
        this.database = database;
        this.ingest = database.forIngest(ReadDatabase.LIVE, 4);
        database.migrate(ingest, ReadDatabase.LIVE);
    }

    public static ReadTables fresh() {
        return of(SharedPostgres.freshDatabase());
    }

    public static ReadTables of(KeptDatabase kept) {
        return new ReadTables(new ReadDatabase(
                kept.jdbcUrl(),
                kept.projectionsOwner().username(),
                kept.projectionsOwner().password()));
    }

    public ReadDatabase database() {
        return database;
    }

    public DataSource dataSource() {
        return ingest;
    }

    public JdbcClient sql() {
        return JdbcClient.create(ingest);
    }

    public long head(UUID ledger) {
        return sql().sql("select coalesce(max(head), -1) from ledger where ledger_id = ?")
                .param(ledger)
                .query(Long.class)
                .single();
    }

    /** Whether all that is in Kafka has been applied. */
    public boolean isAt(KafkaLog kafka) {
        Long applied = sql().sql("select coalesce(sum(next_offset), 0) from kafka_position")
                .query(Long.class)
                .single();
        return applied == kafka.records();
    }

    public long count(String table) {
        return sql().sql("select count(*) from " + table).query(Long.class).single();
    }

    /** A table's rows in a comparable form, in an order that does not depend on how they came. */
    public List<@Nullable String> rows(String table) {
        return sql().sql("select to_jsonb(t)::text from " + table + " t order by 1")
                .query(String.class)
                .list();
    }

    @Override
    public void close() {
        ingest.close();
    }
}
