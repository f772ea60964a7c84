package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.jdbc.JdbcArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        SELECT d.ledger_id, count(DISTINCT d.sequence) AS entries FROM commitments.disclosure d
        WHERE NOT EXISTS (SELECT FROM commitments.erased x
                          WHERE (x.ledger_id, x.sequence, x.field) = (d.ledger_id, d.sequence, d.field))
        GROUP BY d.ledger_id
        """;

    private static final String SEQUENCES = """
        SELECT sequence, (xid, position) <= (?::text::xid8, ?) AS relayed
        FROM commitments.entry WHERE ledger_id = ? ORDER BY sequence
        """;

    private static final String TEXT_SEQUENCES = """
        SELECT DISTINCT d.sequence, (e.xid, e.position) <= (?::text::xid8, ?) AS relayed
        FROM commitments.disclosure d JOIN commitments.entry e USING (ledger_id, sequence)
        WHERE ledger_id = ?
          AND NOT EXISTS (SELECT FROM commitments.erased x
                          WHERE (x.ledger_id, x.sequence, x.field) = (d.ledger_id, d.sequence, d.field))
        ORDER BY d.sequence
        """;

    private static final String ERASED = """
        SELECT ledger_id, sequence, field, (xid, position) <= (?::text::xid8, ?) AS relayed
        FROM commitments.erased WHERE ledger_id = ANY (?)
        """;

    private static final String NOT_ERASED = """
        SELECT DISTINCT d.ledger_id, d.sequence
        FROM commitments.disclosure d JOIN commitments.erased x USING (ledger_id, sequence, field)
        WHERE (x.xid, x.position) <= (?::text::xid8, ?)
        ORDER BY d.ledger_id, d.sequence
        """;

    private static final String ERASE = """
        DELETE FROM commitments.disclosure d USING commitments.erased x
        WHERE (x.ledger_id, x.sequence, x.field) = (d.ledger_id, d.sequence, d.field)
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

    ReaderPositions positions() {
        return new ReaderPositions(lookups);
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
            JdbcArrays.set(query, 1, "uuid", keys, EntryKey::ledger);
            JdbcArrays.set(query, 2, "int8", keys, EntryKey::sequence);
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

    /**
     * What was erased of entries.
     *
     * @param all places of texts that entries say are gone, by entry
     * @param waiting those among them that the relay has not come to
     */
    record Erased(Map<EntryKey, Set<String>> all, Map<EntryKey, Set<String>> waiting) {}

    Erased erased(Collection<EntryKey> keys, StorePosition relayed) throws SQLException {
        Erased erased = new Erased(new HashMap<>(), new HashMap<>());
        Connection connection = lookups.getConnection();
        try (PreparedStatement query = connection.prepareStatement(ERASED)) {
            query.setLong(1, relayed.xid());
            query.setLong(2, relayed.position());
            JdbcArrays.set(
                    query,
                    3,
                    "uuid",
                    keys.stream().map(EntryKey::ledger).distinct().toList(),
                    ledger -> ledger);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    EntryKey key = new EntryKey(row.getObject(1, UUID.class), row.getLong(2));
                    String field = row.getString(3);
                    erased.all().computeIfAbsent(key, k -> new HashSet<>()).add(field);
                    if (!row.getBoolean(4)) {
                        erased.waiting()
                                .computeIfAbsent(key, k -> new HashSet<>())
                                .add(field);
                    }
                }
            }
        }
        return erased;
    }

    /** Entries that still have texts which they should have lost when the relay came by; in order. */
    List<EntryKey> notErased(StorePosition relayed) throws SQLException {
        List<EntryKey> found = new ArrayList<>();
        try (PreparedStatement query = lookups.getConnection().prepareStatement(NOT_ERASED)) {
            query.setLong(1, relayed.xid());
            query.setLong(2, relayed.position());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new EntryKey(row.getObject(1, UUID.class), row.getLong(2)));
                }
            }
        }
        return found;
    }

    /** Deletes every text that an entry says is gone. */
    void erase() throws SQLException {
        try (Statement delete = lookups.getConnection().createStatement()) {
            delete.executeUpdate(ERASE);
        }
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
