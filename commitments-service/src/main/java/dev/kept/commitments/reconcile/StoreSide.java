package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the event store holds. */
final class StoreSide implements AutoCloseable {

    private static final int FETCH = 2_000;

    private static final String STATEMENTS = """
        SELECT ledger_id, sequence, statement
        FROM unnest(?, ?) AS wanted (ledger_id, sequence) JOIN commitments.entry USING (ledger_id, sequence)
        """;

    private static final String LEDGERS = """
        SELECT ledger_id, count(*) AS entries, max(sequence) AS last FROM commitments.entry GROUP BY ledger_id
        """;

    private static final String TEXTS = """
        SELECT ledger_id, count(DISTINCT sequence) AS entries FROM commitments.disclosure GROUP BY ledger_id
        """;

    private static final String SEQUENCES = """
        SELECT sequence, (xid, position) <= (?::text::xid8, ?) AS relayed
        FROM commitments.entry WHERE ledger_id = ? ORDER BY sequence
        """;

    private static final String TEXT_SEQUENCES = """
        SELECT DISTINCT d.sequence, (e.xid, e.position) <= (?::text::xid8, ?) AS relayed
        FROM commitments.disclosure d JOIN commitments.entry e USING (ledger_id, sequence)
        WHERE ledger_id = ? ORDER BY d.sequence
        """;

    private static final String COUNT = "SELECT count(*) FROM commitments.entry";

    private final Connection streaming;
    private final SingleConnectionDataSource lookups;

    private StoreSide(Connection streaming, Connection lookups) {
        this.streaming = streaming;
        this.lookups = new SingleConnectionDataSource(lookups, true);
    }

    /** Takes a ledger, how many entries it has, and the last of them. */
    interface LedgerReader {
        void ledger(UUID ledger, long entries, long last);
    }

    /** Takes a sequence, and whether the relay says that Kafka has it. */
    interface SequenceReader {
        void entry(long sequence, boolean relayed);
    }

    static StoreSide open(Reconcile.Store store) throws SQLException {
        Connection streaming = store.connect();
        streaming.setAutoCommit(false);
        return new StoreSide(streaming, store.connect());
    }

    static PGSimpleDataSource source(String url, String username, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(username);
        source.setPassword(password);
        source.setApplicationName("kept-reconcile");
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        source.setLogServerErrorDetail(false);
        return source;
    }

    CommittedEntries entries() {
        return new CommittedEntries(lookups);
    }

    Disclosures disclosures() {
        return new Disclosures(lookups);
    }

    DataSource connection() {
        return lookups;
    }

    long count() throws SQLException {
        try (Statement query = lookups.getConnection().createStatement();
                ResultSet row = query.executeQuery(COUNT)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The bytes of those of the entries that are there. */
    Map<EntryKey, byte[]> statements(Collection<EntryKey> keys) throws SQLException {
        Connection connection = lookups.getConnection();
        Map<EntryKey, byte[]> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(STATEMENTS)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", keys.stream().map(EntryKey::ledger).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", keys.stream().map(EntryKey::sequence).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(new EntryKey(row.getObject(1, UUID.class), row.getLong(2)), row.getBytes(3));
                }
            }
        }
        return found;
    }

    /** Each ledger with how many entries it has and the last of them; a stream, whatever their number. */
    void ledgers(LedgerReader reader) throws SQLException {
        try (Statement query = streaming.createStatement()) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery(LEDGERS)) {
                while (row.next()) {
                    reader.ledger(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3));
                }
            }
        }
        streaming.commit();
    }

    /** Each ledger with how many of its entries have texts. */
    void ledgersWithTexts(LedgerReader reader) throws SQLException {
        try (Statement query = streaming.createStatement()) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery(TEXTS)) {
                while (row.next()) {
                    reader.ledger(row.getObject(1, UUID.class), row.getLong(2), -1);
                }
            }
        }
        streaming.commit();
    }

    void sequences(UUID ledger, StorePosition relayed, SequenceReader reader) throws SQLException {
        sequences(SEQUENCES, ledger, relayed, reader);
    }

    void sequencesWithTexts(UUID ledger, StorePosition relayed, SequenceReader reader) throws SQLException {
        sequences(TEXT_SEQUENCES, ledger, relayed, reader);
    }

    private void sequences(String sql, UUID ledger, StorePosition relayed, SequenceReader reader) throws SQLException {
        try (PreparedStatement query = lookups.getConnection().prepareStatement(sql)) {
            query.setLong(1, relayed.xid());
            query.setLong(2, relayed.position());
            query.setObject(3, ledger);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    reader.entry(row.getLong(1), row.getBoolean(2));
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        streaming.close();
        lookups.destroy();
    }
}
