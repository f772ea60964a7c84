package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The texts of entries that have not been erased, in their encoded form. */
public final class Disclosures {

    private static final String OF = """
        SELECT d.ledger_id, d.sequence, d.disclosure
        FROM unnest(:ledgers, :sequences) AS wanted (ledger_id, sequence)
        JOIN commitments.disclosure d USING (ledger_id, sequence)
        ORDER BY d.ledger_id, d.sequence, d.field COLLATE "C"
        """;

    private static final String SIZES = """
        SELECT d.ledger_id, d.sequence, sum(octet_length(d.disclosure)) AS bytes
        FROM unnest(:ledgers, :sequences) AS wanted (ledger_id, sequence)
        JOIN commitments.disclosure d USING (ledger_id, sequence)
        GROUP BY d.ledger_id, d.sequence
        """;

    private static final String ERASE = """
        DELETE FROM commitments.disclosure d
        USING unnest(:ledgers, :sequences, :fields) AS gone (ledger_id, sequence, field)
        WHERE (d.ledger_id, d.sequence, d.field) = (gone.ledger_id, gone.sequence, gone.field)
        """;

    /** About how much of the texts is in memory at a time. */
    private static final long PORTION_BYTES = 4 << 20;

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
        Map<EntryKey, List<String>> found = new HashMap<>();
        StoreUnavailable.orResult(() -> {
            jdbc.sql(OF)
                    .param("ledgers", JdbcArrays.of("uuid", entries, EntryKey::ledger))
                    .param("sequences", JdbcArrays.of("int8", entries, EntryKey::sequence))
                    .query(row -> {
                        EntryKey key = new EntryKey(row.getObject("ledger_id", UUID.class), row.getLong("sequence"));
                        found.computeIfAbsent(key, k -> new ArrayList<>()).add(row.getString("disclosure"));
                    });
            return found;
        });
        return found;
    }

    /**
     * Divides entries so that the texts of each portion fit into memory, whatever their number and length.
     *
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public List<List<EntryKey>> portions(Collection<EntryKey> entries) {
        Map<EntryKey, Long> sizes = sizes(entries);
        List<List<EntryKey>> portions = new ArrayList<>();
        List<EntryKey> portion = new ArrayList<>();
        long bytes = 0;
        for (EntryKey key : entries) {
            long size = sizes.getOrDefault(key, 0L);
            if (!portion.isEmpty() && bytes + size > PORTION_BYTES) {
                portions.add(portion);
                portion = new ArrayList<>();
                bytes = 0;
            }
            portion.add(key);
            bytes += size;
        }
        if (!portion.isEmpty()) {
            portions.add(portion);
        }
        return portions;
    }

    private Map<EntryKey, Long> sizes(Collection<EntryKey> entries) {
        Map<EntryKey, Long> sizes = new HashMap<>();
        StoreUnavailable.orResult(() -> {
            jdbc.sql(SIZES)
                    .param("ledgers", JdbcArrays.of("uuid", entries, EntryKey::ledger))
                    .param("sequences", JdbcArrays.of("int8", entries, EntryKey::sequence))
                    .query(row -> {
                        sizes.put(
                                new EntryKey(row.getObject("ledger_id", UUID.class), row.getLong("sequence")),
                                row.getLong("bytes"));
                    });
            return sizes;
        });
        return sizes;
    }

    /**
     * Deletes texts of entries; those that are gone already stay gone.
     *
     * @param fields their places, by entry
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public void erase(Map<EntryKey, ? extends Collection<String>> fields) {
        List<TextPlace> places = new ArrayList<>();
        fields.forEach((key, ofEntry) -> ofEntry.forEach(field -> places.add(new TextPlace(key, field))));
        if (places.isEmpty()) {
            return;
        }
        StoreUnavailable.orResult(() -> jdbc.sql(ERASE)
                .param(
                        "ledgers",
                        JdbcArrays.of("uuid", places, place -> place.entry().ledger()))
                .param(
                        "sequences",
                        JdbcArrays.of("int8", places, place -> place.entry().sequence()))
                .param("fields", JdbcArrays.of("text", places, TextPlace::field))
                .update());
    }

    private record TextPlace(EntryKey entry, String field) {}
}
