package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.commitments.relay.TransactionalProducer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends to Kafka what it lacks, where that can be appended in order. */
final class KafkaRefill {

    private static final int BATCH = 1_000;

    private final StoreSide store;
    private final TransactionalProducer producer;
    private final LedgerRecords records;
    private final ConsoleProgress progress;
    private final ProgressTimeout timeout;

    /** @param timeout renewed whenever Kafka has taken something */
    KafkaRefill(
            StoreSide store,
            TransactionalProducer producer,
            int partitions,
            ConsoleProgress progress,
            ProgressTimeout timeout) {
        this.store = store;
        this.producer = producer;
        this.records = new LedgerRecords(partitions);
        this.progress = progress;
        this.timeout = timeout;
    }

    /**
     * Fills up what the differences say is missing.
     *
     * @param relayed how far Kafka must have all
     * @return ledgers with a hole before entries that Kafka has: those cannot be filled
     */
    Set<UUID> run(List<Difference> differences, StorePosition relayed)
            throws SQLException, TransactionalProducer.Undelivered, InterruptedException {
        Set<UUID> holes = new HashSet<>();
        for (Difference difference : differences) {
            switch (difference.type()) {
                case MISSING_IN_KAFKA -> {
                    if (!sendTail(difference, relayed)) {
                        holes.add(difference.ledger());
                    }
                }
                case TEXTS_MISSING_IN_KAFKA, TEXTS_DIFFERENT -> sendTexts(difference);
                case TEXTS_NOT_ERASED -> store.erase();
                case MISSING_IN_STORE, LOST, DIFFERENT_BYTES, OUT_OF_ORDER, UNREADABLE, MISPLACED -> {}
            }
        }
        return holes;
    }

    /** False when Kafka has an entry of the ledger after the missing ones. */
    private boolean sendTail(Difference missing, StorePosition relayed)
            throws SQLException, TransactionalProducer.Undelivered, InterruptedException {
        CommittedEntries entries = store.entries();
        if (!entries.ofLedger(missing.ledger(), missing.last() + 1, relayed, 1).isEmpty()) {
            return false;
        }
        long next = missing.first();
        while (next <= missing.last()) {
            List<CommittedEntry> batch = entries.ofLedger(missing.ledger(), next, relayed, BATCH);
            if (batch.isEmpty()) {
                return true;
            }
            sendTexts(batch.stream().map(CommittedEntry::key).toList(), false);
            send(batch.stream()
                    .map(entry -> records.statement(entry.ledger(), entry.statement(), entry.trace()))
                    .toList());
            next = batch.getLast().sequence() + 1;
        }
        return true;
    }

    private void sendTexts(Difference missing)
            throws SQLException, TransactionalProducer.Undelivered, InterruptedException {
        for (long from = missing.first(); from <= missing.last(); from += BATCH) {
            sendTexts(
                    LongStream.rangeClosed(from, Math.min(missing.last(), from + BATCH - 1))
                            .mapToObj(sequence -> new EntryKey(missing.ledger(), sequence))
                            .toList(),
                    true);
        }
    }

    private void sendTexts(List<EntryKey> keys, boolean tombstones)
            throws SQLException, TransactionalProducer.Undelivered, InterruptedException {
        List<EntryKey> left = keys;
        while (!left.isEmpty()) {
            Disclosures.Portion portion = store.disclosures().portion(left);
            send(texts(left.subList(0, portion.entries()), portion.texts(), tombstones));
            left = left.subList(portion.entries(), left.size());
        }
    }

    private List<ProducerRecord<String, byte[]>> texts(
            List<EntryKey> keys, Map<EntryKey, List<String>> texts, boolean tombstones) throws SQLException {
        Map<EntryKey, Set<String>> erased =
                store.erased(keys, StorePosition.START).all();
        List<ProducerRecord<String, byte[]>> sealed = new ArrayList<>();
        for (EntryKey key : keys) {
            List<String> encoded =
                    DisclosureRecords.without(texts.getOrDefault(key, List.of()), erased.getOrDefault(key, Set.of()));
            if (tombstones || !encoded.isEmpty()) {
                sealed.add(records.disclosures(key, encoded));
            }
        }
        return sealed;
    }

    private void send(List<ProducerRecord<String, byte[]>> batch)
            throws TransactionalProducer.Undelivered, InterruptedException {
        producer.send(batch);
        timeout.renew();
        progress.add(batch.size());
    }
}
