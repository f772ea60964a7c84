package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds single statements. */
public final class RecordedStatements {

    private static final String ONE = """
        SELECT statement FROM commitments.entry WHERE ledger_id = :ledger AND sequence = :sequence
        """;

    private static final String MISSING = """
        SELECT ledger_id, sequence FROM unnest(:ledgers, :sequences) AS wanted (ledger_id, sequence)
        WHERE NOT EXISTS (SELECT FROM commitments.entry e WHERE (e.ledger_id, e.sequence) = (wanted.ledger_id, wanted.sequence))
        ORDER BY ledger_id, sequence
        """;

    private final JdbcClient jdbc;

    /** Reads by connections of the data source. */
    public RecordedStatements(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Those of the entries that are not there, in order.
     *
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public List<EntryKey> missing(Collection<EntryKey> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        return StoreUnavailable.orResult(() -> jdbc.sql(MISSING)
                .param("ledgers", JdbcArrays.of("uuid", entries, EntryKey::ledger))
                .param("sequences", JdbcArrays.of("int8", entries, EntryKey::sequence))
                .query((row, number) -> new EntryKey(row.getObject("ledger_id", UUID.class), row.getLong("sequence")))
                .list());
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
