package dev.kept.commitments.eventstore;

import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds single statements. */
public final class RecordedStatements {

    private static final String ONE = """
        SELECT statement FROM commitments.entry WHERE ledger_id = :ledger AND sequence = :sequence
        """;

    private final JdbcClient jdbc;

    RecordedStatements(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * An entry's statement; empty when the ledger has no such entry.
     *
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public Optional<byte[]> find(UUID ledger, long sequence) {
        return StoreUnavailable.orResult(() -> jdbc.sql(ONE)
                .param("ledger", ledger)
                .param("sequence", sequence)
                .query((row, number) -> row.getBytes("statement"))
                .optional());
    }
}
