package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends entries and their texts to Kafka, a batch in one transaction, and deletes from the store the texts that entries erase. */
final class EntrySender {

    private final Disclosures disclosures;
    private final TransactionalProducer producer;
    private final LedgerRecords records;
    private final SegmentRolls rolls;
    private final RelayState state;

    EntrySender(
            Disclosures disclosures,
            TransactionalProducer producer,
            LedgerRecords records,
            SegmentRolls rolls,
            RelayState state) {
        this.disclosures = disclosures;
        this.producer = producer;
        this.records = records;
        this.rolls = rolls;
        this.state = state;
    }

    /**
     * Sends entries with their texts, and returns once all are committed. Texts go first: who reads a statement finds them there. What was read erases is gone before anything is sent, also where the entry
     * that says so is held: what the law or a party demands does not wait for a repair.
     *
     * @param read the entries that were read, of which those of the batch may go
     */
    void send(List<CommittedEntry> batch, List<CommittedEntry> read)
            throws TransactionalProducer.Undelivered, InterruptedException {
        Map<EntryKey, Set<String>> erased = ErasedTexts.by(read);
        disclosures.erase(erased);
        Set<EntryKey> keys = new LinkedHashSet<>();
        batch.forEach(entry -> keys.add(entry.key()));
        keys.addAll(erased.keySet());
        for (List<EntryKey> some : disclosures.portions(keys)) {
            Map<EntryKey, List<String>> texts = disclosures.of(some);
            producer.add(some.stream()
                    .filter(key -> texts.containsKey(key) || erased.containsKey(key))
                    .map(key -> records.disclosures(key, texts.getOrDefault(key, List.of())))
                    .toList());
        }
        producer.add(batch.stream()
                .map(entry -> records.statement(entry.ledger(), entry.statement()))
                .toList());
        producer.commit();
        rolls.erased(erased.keySet().stream().map(EntryKey::ledger).toList());
        state.is(RelayState.Phase.RELAYING, "");
    }
}
