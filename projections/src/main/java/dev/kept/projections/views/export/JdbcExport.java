package dev.kept.projections.views.export;

import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.StoredViews;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A ledger in portions, each by a query of its own: a client that reads slowly holds no connection to the database. A portion ends
 * when it has {@link #PORTION} characters, so what is held at once does not grow with the ledger. The caller has the right to read it.
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

    /** The view of what has changed since the head, or since the view was written, is not the one that is asked for. */
    private static final String ITEMS = """
        select item_id, first_sequence, last_sequence,
               case when last_sequence <= ? and view_sequence is null then view end as view
          from item
         where ledger_id = ? and kind = ? and first_sequence > ? and first_sequence <= ?
         order by first_sequence
         limit ?
        """;

    /** In characters; the last of a portion may go beyond. */
    static final int PORTION = 128 * 1024;

    /** How many rows a portion has at most, and how many the driver holds at once. */
    private static final int ROWS = 200;

    private static final int FETCHED = 8;

    private final JdbcTemplate sql;
    private final TransactionTemplate transaction;

    JdbcExport(@Qualifier("projectionsDataSource") DataSource dataSource) {
        this.sql = new JdbcTemplate(dataSource);
        // Only in a transaction does the driver fetch a few rows at a time.
        sql.setFetchSize(FETCHED);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        transaction.setReadOnly(true);
    }

    /**
     * An entry as it is stored; never compared.
     *
     * @param disclosures those that still exist
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(long sequence, byte[] statement, List<String> disclosures) {

        private long size() {
            return statement.length
                    + disclosures.stream().mapToLong(String::length).sum();
        }
    }

    /** @param view as it is stored; null when it has changed since */
    private record StoredItem(
            UUID id, long first, long last, @Nullable String view) {

        private long size() {
            // What has changed since is folded anew, each by itself.
            return view == null ? PORTION : view.length();
        }
    }

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
            List<Stored> portion =
                    portion(ENTRIES, JdbcExport::stored, Stored::size, reading.ledger(), last, reading.head(), ROWS);
            if (portion.isEmpty() || portion.getLast().sequence() != last + portion.size()) {
                throw new IllegalStateException("an entry is missing after " + last);
            }
            portions.take(portion);
            last = portion.getLast().sequence();
        }
    }

    /**
     * All items of a kind as they stood at a reading's head, in the order in which they came about.
     *
     * @param reading of the past: whatever is recorded meanwhile, it stays where it is
     */
    <V> void items(LedgerReading reading, ItemFold<V, ?> fold, Portions<Item<V>> portions) throws IOException {
        long head = reading.head();
        long last = -1;
        while (true) {
            List<StoredItem> portion = portion(
                    ITEMS, JdbcExport::item, StoredItem::size, head, reading.ledger(), fold.kind(), last, head, ROWS);
            if (portion.isEmpty()) {
                return;
            }
            portions.take(
                    portion.stream().map(item -> asOf(reading, fold, item)).toList());
            last = portion.getLast().first();
        }
    }

    private static <V> Item<V> asOf(LedgerReading reading, ItemFold<V, ?> fold, StoredItem item) {
        return item.view() == null
                ? reading.item(fold, item.id()).orElseThrow()
                : new Item<>(
                        item.id(),
                        item.first(),
                        item.last(),
                        StoredViews.read(reading.ledger(), item.view(), fold.view()));
    }

    private <T> List<T> portion(String query, RowMapper<T> mapper, ToLongFunction<T> size, Object... parameters) {
        return transaction.execute(status -> sql.query(
                query,
                rows -> {
                    List<T> portion = new ArrayList<>();
                    long characters = 0;
                    while (characters < PORTION && rows.next()) {
                        T row = mapper.mapRow(rows, portion.size());
                        portion.add(row);
                        characters += size.applyAsLong(row);
                    }
                    return portion;
                },
                parameters));
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(row.getLong("sequence"), row.getBytes("statement"), List.of((String[])
                row.getArray("disclosures").getArray()));
    }

    private static StoredItem item(ResultSet row, int number) throws SQLException {
        return new StoredItem(
                row.getObject("item_id", UUID.class),
                row.getLong("first_sequence"),
                row.getLong("last_sequence"),
                row.getString("view"));
    }
}
