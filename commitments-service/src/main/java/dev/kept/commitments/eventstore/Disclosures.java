package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The texts of entries that have not been erased, in their encoded form. */
public final class Disclosures {

    /** In the order asked for, up to the entry with which the texts before weigh enough; the texts of an entry stay together. */
    private static final String PORTION = """
        SELECT n, disclosure
        FROM (
            SELECT wanted.n, d.field, d.disclosure,
                   coalesce(sum(octet_length(d.disclosure)) OVER (
                       ORDER BY wanted.n GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM unnest(:ledgers, :sequences) WITH ORDINALITY AS wanted (ledger_id, sequence, n)
            JOIN commitments.disclosure d USING (ledger_id, sequence)
        ) AS found
        WHERE before < :bytes
        ORDER BY n, field COLLATE "C"
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
     * The texts of some entries.
     *
     * @param entries of how many of those asked for, from the first on
     * @param texts encoded, in the order of their fields; an entry without any is not in the map
     */
    public record Portion(int entries, Map<EntryKey, List<String>> texts) {}

    /**
     * The texts of the first of these entries: of as many as fit into memory, whatever their number and length.
     *
     * @return at least of one, where there is one
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public Portion portion(List<EntryKey> entries) {
        Map<EntryKey, List<String>> texts = new HashMap<>();
        if (entries.isEmpty()) {
            return new Portion(0, texts);
        }
        long[] found = new long[2];
        StoreUnavailable.orResult(() -> {
            jdbc.sql(PORTION)
                    .param("ledgers", JdbcArrays.of("uuid", entries, EntryKey::ledger))
                    .param("sequences", JdbcArrays.of("int8", entries, EntryKey::sequence))
                    .param("bytes", PORTION_BYTES)
                    .query(row -> {
                        int n = row.getInt("n");
                        String disclosure = row.getString("disclosure");
                        texts.computeIfAbsent(entries.get(n - 1), key -> new ArrayList<>())
                                .add(disclosure);
                        found[0] = n;
                        found[1] += disclosure.length();
                    });
            return texts;
        });
        return new Portion(found[1] < PORTION_BYTES ? entries.size() : (int) found[0], texts);
    }

    /**
     * The texts of all of these entries, as {@link Portion#texts}.
     *
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public Map<EntryKey, List<String>> of(Collection<EntryKey> entries) {
        Map<EntryKey, List<String>> texts = new HashMap<>();
        List<EntryKey> left = List.copyOf(entries);
        while (!left.isEmpty()) {
            Portion portion = portion(left);
            texts.putAll(portion.texts());
            left = left.subList(portion.entries(), left.size());
        }
        return texts;
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
