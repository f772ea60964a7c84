package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.EntryRow;
import dev.kept.commitments.eventstore.EntryRows;
import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.TreeBackfill;
import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.commitments.relay.Relay;
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
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Inserts into the event store what only Kafka has, with the very bytes. Under which idempotency keys the entries were asked for is not
 * in Kafka: those commands, repeated, are new ones.
 */
final class StoreRefill implements AutoCloseable {

    /** Waits for writers to finish, and lets none in until the batch is committed. */
    private static final String LOCK = "LOCK TABLE commitments.entry IN SHARE ROW EXCLUSIVE MODE";

    /**
     * What comes back may follow entries that are lost for good. The lock was there before the first write, so readers know of this
     * transaction. Both are undone when the transaction is.
     */
    private static final String ALLOW_HOLES = "ALTER TABLE commitments.entry DISABLE TRIGGER entry_has_predecessor,"
            + " DISABLE TRIGGER entry_comes_first";

    private static final String REFUSE_HOLES = "ALTER TABLE commitments.entry ENABLE ALWAYS TRIGGER"
            + " entry_has_predecessor, ENABLE ALWAYS TRIGGER entry_comes_first";

    private static final String DELETE_TEXTS = """
        DELETE FROM commitments.disclosure d
        USING unnest(?, ?, ?) AS gone (ledger_id, sequence, field)
        WHERE (d.ledger_id, d.sequence, d.field) = (gone.ledger_id, gone.sequence, gone.field)
        """;

    private final StoreSide store;
    private final KafkaSide kafka;
    private final Connection writing;
    private final CommittedEntries written;
    private final ReaderPositions positions;
    private final ConsoleProgress progress;

    StoreRefill(StoreSide store, KafkaSide kafka, Connection writing, ConsoleProgress progress) throws SQLException {
        this.store = store;
        this.kafka = kafka;
        this.writing = writing;
        writing.setAutoCommit(false);
        DataSource own = new SingleConnectionDataSource(writing, true);
        this.written = new CommittedEntries(own);
        this.positions = new ReaderPositions(own);
        this.progress = progress;
    }

    /**
     * Fills up one partition's ledgers.
     *
     * @param statements the entries that are missing
     * @param texts the entries whose texts are missing, or are others
     */
    void run(int partition, Sequences statements, Sequences texts) throws SQLException {
        Sequences left = new Sequences();
        left.addAll(statements);
        kafka.<SQLException>read(LedgerRecords.STATEMENTS, partition, batch -> {
            insert(batch, left);
            progress.add(batch.size());
        });
        Sequences wanted = new Sequences();
        wanted.addAll(statements);
        wanted.addAll(texts);
        kafka.<SQLException>read(LedgerRecords.DISCLOSURES, partition, batch -> {
            replaceTexts(batch, wanted);
            progress.add(batch.size());
        });
    }

    /** What came back without its ledger's tree, because it came in any order. */
    void computeTrees() throws SQLException {
        TreeBackfill.run(writing);
        writing.setAutoCommit(false);
    }

    private void insert(List<ConsumerRecord<String, byte[]>> batch, Sequences left) throws SQLException {
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
        try (Statement statement = writing.createStatement()) {
            statement.execute(LOCK);
            statement.execute(ALLOW_HOLES);
            StorePosition relayed = positions.of(Relay.READER);
            boolean relayHasAll = written.head().compareTo(relayed) <= 0;
            EntryRows.insertEntries(writing, rows, List.of());
            statement.execute(REFUSE_HOLES);
            if (relayHasAll) {
                // What comes from Kafka need not go there again.
                positions.save(Relay.READER, written.head());
            }
            writing.commit();
        } catch (SQLException e) {
            writing.rollback();
            throw e;
        }
    }

    /** A text that Kafka does not have stays in the store: nothing but an entry says that it is erased. */
    private void replaceTexts(List<ConsumerRecord<String, byte[]>> batch, Sequences wanted) throws SQLException {
        Map<EntryKey, List<Disclosure>> texts = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            EntryKey key = DisclosureRecords.ofTexts(record.key());
            if (key != null && wanted.contains(key)) {
                texts.put(
                        key,
                        DisclosureRecords.texts(record.value()).stream()
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
            List<Text> there = rows.stream()
                    .flatMap(row -> row.disclosures().stream().map(text -> new Text(row.key(), text.field())))
                    .toList();
            JdbcArrays.set(delete, 1, "uuid", there, text -> text.key().ledger());
            JdbcArrays.set(delete, 2, "int8", there, text -> text.key().sequence());
            JdbcArrays.set(delete, 3, "text", there, Text::field);
            delete.executeUpdate();
            EntryRows.insertDisclosures(writing, rows);
            writing.commit();
        } catch (SQLException e) {
            writing.rollback();
            throw e;
        }
    }

    private record Text(EntryKey key, String field) {}

    @Override
    public void close() throws SQLException {
        writing.close();
    }
}
