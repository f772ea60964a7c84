package dev.kept.commitments.eventstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The texts of entries that have not been erased, in their encoded form. */
public final class Disclosures {

    private static final String OF = """
        SELECT d.ledger_id, d.sequence, d.disclosure
        FROM unnest(:ledgers, :sequences) AS wanted (ledger_id, sequence)
        JOIN commitments.disclosure d USING (ledger_id, sequence)
        ORDER BY d.ledger_id, d.sequence, d.field COLLATE "C"
        """;

    private final JdbcClient jdbc;

    /** Reads by connections of the data source, in the current Spring transaction when there is one. */
    public Disclosures(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * The encoded disclosures of each entry, in the order of their fields; an entry without any is not in the map.
     *
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public Map<EntryKey, List<String>> of(Collection<EntryKey> entries) {
        Object[] ledgers = entries.stream().map(EntryKey::ledger).toArray();
        Object[] sequences = entries.stream().map(EntryKey::sequence).toArray();
        Map<EntryKey, List<String>> found = new HashMap<>();
        StoreUnavailable.orResult(() -> {
            jdbc.sql(OF)
                    .param("ledgers", new SqlArrayValue("uuid", ledgers))
                    .param("sequences", new SqlArrayValue("bigint", sequences))
                    .query(row -> {
                        EntryKey key = new EntryKey(row.getObject("ledger_id", UUID.class), row.getLong("sequence"));
                        found.computeIfAbsent(key, k -> new ArrayList<>()).add(row.getString("disclosure"));
                    });
            return found;
        });
        return found;
    }
}
