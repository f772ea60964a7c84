package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.EntryRow;
import dev.kept.commitments.eventstore.EntryRows;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.commitments.relay.RelayLock;
import dev.kept.events.Disclosure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Inserts into the event store what only Kafka has, with the very bytes. Under which idempotency keys the entries were asked for is not
 * in Kafka: those commands, repeated, are new ones.
 */
final class StoreRefill implements AutoCloseable {

    /** Waits for writers to finish, and lets none in until the batch is committed. */
    private static final String LOCK = "LOCK TABLE commitments.entry IN SHARE ROW EXCLUSIVE MODE";

    private static final String DELETE_TEXTS = """
        DELETE FROM commitments.disclosure d
        USING unnest(?, ?) AS gone (ledger_id, sequence)
        WHERE d.ledger_id = gone.ledger_id AND d.sequence = gone.sequence
        """;

    private final StoreSide store;
    private final KafkaSide kafka;
    private final Connection writing;
    private final CommittedEntries written;
    private final Progress progress;

    StoreRefill(StoreSide store, KafkaSide kafka, Connection writing, Progress progress) throws SQLException {
        this.store = store;
        this.kafka = kafka;
        this.writing = writing;
        writing.setAutoCommit(false);
        this.written = new CommittedEntries(new SingleConnectionDataSource(writing, true));
        this.progress = progress;
    }

    /**
     * Fills up one partition's ledgers.
     *
     * @param statements the entries that are missing
     * @param texts the entries whose texts are missing, or are others
     */
    void run(int partition, Set<EntryKey> statements, Set<EntryKey> texts) throws SQLException {
        Set<EntryKey> left = new TreeSet<>(statements);
        kafka.<SQLException>read(LedgerRecords.STATEMENTS, partition, batch -> {
            insert(batch, left);
            progress.add(batch.size());
        });
        Set<EntryKey> wanted = new TreeSet<>(statements);
        wanted.addAll(texts);
        kafka.<SQLException>read(LedgerRecords.DISCLOSURES, partition, batch -> {
            replaceTexts(batch, wanted);
            progress.add(batch.size());
        });
    }

    private void insert(List<ConsumerRecord<String, byte[]>> batch, Set<EntryKey> left) throws SQLException {
        List<EntryRow> rows = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            EntryRow row = EntryRow.again(record.value(), List.of());
            if (left.remove(row.key())) {
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        try (Statement lock = writing.createStatement()) {
            lock.execute(LOCK);
            StorePosition relayed = written.positionOf(RelayLock.READER);
            boolean relayHasAll = written.head().compareTo(relayed) <= 0;
            EntryRows.insertEntries(writing, rows);
            if (relayHasAll) {
                // What comes from Kafka need not go there again.
                written.savePosition(RelayLock.READER, written.head());
            }
            writing.commit();
        } catch (SQLException e) {
            writing.rollback();
            throw e;
        }
    }

    private void replaceTexts(List<ConsumerRecord<String, byte[]>> batch, Set<EntryKey> wanted) throws SQLException {
        Map<EntryKey, List<Disclosure>> texts = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            EntryKey key = Keys.ofTexts(record.key());
            if (key != null && wanted.contains(key)) {
                texts.put(
                        key,
                        Keys.texts(record.value()).stream()
                                .map(Disclosure::parse)
                                .toList());
            }
        }
        Map<EntryKey, byte[]> statements = store.statements(texts.keySet());
        Map<EntryKey, Set<String>> erased =
                store.erased(texts.keySet(), StorePosition.START).all();
        List<EntryRow> rows = new ArrayList<>();
        texts.forEach((key, disclosures) -> {
            byte[] statement = statements.get(key);
            // Kafka may not have lost yet what the entries say is gone.
            List<Disclosure> left = disclosures.stream()
                    .filter(each -> !erased.getOrDefault(key, Set.of()).contains(each.field()))
                    .toList();
            if (statement != null && !left.isEmpty()) {
                rows.add(EntryRow.again(statement, left));
            }
        });
        try (PreparedStatement delete = writing.prepareStatement(DELETE_TEXTS)) {
            delete.setArray(
                    1,
                    writing.createArrayOf(
                            "uuid",
                            texts.keySet().stream().map(EntryKey::ledger).toArray()));
            delete.setArray(
                    2,
                    writing.createArrayOf(
                            "int8",
                            texts.keySet().stream().map(EntryKey::sequence).toArray()));
            delete.executeUpdate();
            EntryRows.insertDisclosures(writing, rows);
            writing.commit();
        } catch (SQLException e) {
            writing.rollback();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        writing.close();
    }
}
