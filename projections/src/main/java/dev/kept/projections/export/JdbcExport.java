package dev.kept.projections.export;

import dev.kept.projections.reading.LedgerReading;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A ledger in portions, each by a query of its own: a client that reads slowly holds no connection to the database. The caller has the
 * right to read the ledger.
 */
@Component
final class JdbcExport {

    private static final String ENTRIES = """
        select e.sequence, e.statement,
               array(select t.disclosure from text t
                      where t.ledger_id = e.ledger_id and t.sequence = e.sequence
                      order by t.field) as disclosures
          from entry e
         where e.ledger_id = ? and e.sequence > ? and e.sequence <= ?
         order by e.sequence
         limit ?
        """;

    private static final String ITEMS = """
        select item_id, first_sequence, last_sequence, state, side, due, view
          from item
         where ledger_id = ? and kind = ? and first_sequence > ?
         order by first_sequence
         limit ?
        """;

    /** Few enough that statements of the greatest length, with all their texts, fit into memory. */
    private static final int PORTION = 200;

    private final JdbcClient sql;

    JdbcExport(@Qualifier("projectionsDataSource") DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * An entry as it is stored; never compared.
     *
     * @param disclosures those that still exist
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(long sequence, byte[] statement, List<String> disclosures) {}

    /**
     * An item with the columns that every kind has.
     *
     * @param view as JSON
     */
    record StoredItem(
            UUID id,
            long first,
            long last,
            String state,
            @Nullable String side,
            @Nullable Instant due,
            String view) {}

    /** Takes one portion after the other. */
    interface Portions<T> {
        void take(List<T> portion) throws IOException;
    }

    /**
     * All entries that a reading knows.
     *
     * @throws IllegalStateException when one of them is not there: an export has no holes
     */
    void entries(LedgerReading reading, Portions<Stored> portions) throws IOException {
        long last = -1;
        while (last < reading.head()) {
            List<Stored> portion = sql.sql(ENTRIES)
                    .params(reading.ledger(), last, reading.head(), PORTION)
                    .query((row, number) -> stored(row))
                    .list();
            if (portion.isEmpty() || portion.getLast().sequence() != last + portion.size()) {
                throw new IllegalStateException("an entry is missing after " + last);
            }
            portions.take(portion);
            last = portion.getLast().sequence();
        }
    }

    /** All items of a kind, in the order in which they came about. */
    void items(LedgerReading reading, String kind, Portions<StoredItem> portions) throws IOException {
        long last = -1;
        List<StoredItem> portion;
        do {
            portion = sql.sql(ITEMS)
                    .params(reading.ledger(), kind, last, PORTION)
                    .query((row, number) -> item(row))
                    .list();
            if (!portion.isEmpty()) {
                portions.take(portion);
                last = portion.getLast().first();
            }
        } while (portion.size() == PORTION);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(row.getLong("sequence"), row.getBytes("statement"), List.of((String[])
                row.getArray("disclosures").getArray()));
    }

    private static StoredItem item(ResultSet row) throws SQLException {
        OffsetDateTime due = row.getObject("due", OffsetDateTime.class);
        return new StoredItem(
                row.getObject("item_id", UUID.class),
                row.getLong("first_sequence"),
                row.getLong("last_sequence"),
                row.getString("state"),
                row.getString("side"),
                due == null ? null : due.toInstant(),
                row.getString("view"));
    }
}
