package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.http.tracing.Traces;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Sends entries and their texts to Kafka, a batch in one transaction, and deletes from the store the texts and files that entries erase. */
final class EntrySender {

    private final RelayStore store;
    private final TransactionalProducer producer;
    private final LedgerRecords records;
    private final SegmentRolls rolls;
    private final RelayState state;
    private final SentSpans spans;

    EntrySender(
            RelayStore store,
            TransactionalProducer producer,
            LedgerRecords records,
            SegmentRolls rolls,
            RelayState state,
            Traces traces) {
        this.store = store;
        this.producer = producer;
        this.records = records;
        this.rolls = rolls;
        this.state = state;
        this.spans = new SentSpans(traces);
    }

    /**
     * What was read, ready to be sent.
     *
     * @param read in order
     * @param erased the texts that it erases, by the entry that sealed them
     * @param keys of everything whose texts are sent, those of held entries included
     * @param texts the first of them
     */
    record Ready(
            List<CommittedEntry> read,
            Map<EntryKey, Set<String>> erased,
            List<EntryKey> keys,
            Disclosures.Portion texts) {}

    /**
     * Reads the texts of entries. What was read erases is gone from the store by then, also where the entry that says so is held: what the
     * law or a party demands does not wait for a repair. Speaks to the store alone, so that Kafka may be waited for meanwhile.
     */
    Ready prepare(List<CommittedEntry> read) {
        Map<EntryKey, Set<String>> erased = ErasedTexts.by(read);
        store.erase(erased);
        Set<EntryKey> keys = new LinkedHashSet<>();
        read.forEach(entry -> keys.add(entry.key()));
        keys.addAll(erased.keySet());
        List<EntryKey> all = List.copyOf(keys);
        return new Ready(read, erased, all, store.portion(all));
    }

    /** Adds entries and their texts to the transaction that is open. Texts go first: who reads a statement finds them there. */
    void add(Ready ready, Predicate<CommittedEntry> mayGo)
            throws TransactionalProducer.Undelivered, InterruptedException {
        List<CommittedEntry> going = ready.read().stream().filter(mayGo).toList();
        Set<EntryKey> sent = new HashSet<>(ready.erased().keySet());
        going.forEach(entry -> sent.add(entry.key()));
        spans.sending(going);
        List<EntryKey> left = ready.keys();
        Disclosures.Portion portion = ready.texts();
        while (!left.isEmpty()) {
            Map<EntryKey, List<String>> texts = portion.texts();
            producer.add(left.subList(0, portion.entries()).stream()
                    .filter(key -> sent.contains(key)
                            && (texts.containsKey(key) || ready.erased().containsKey(key)))
                    .map(key -> records.disclosures(key, texts.getOrDefault(key, List.of())))
                    .toList());
            left = left.subList(portion.entries(), left.size());
            portion = left.isEmpty() ? portion : store.portion(left);
        }
        producer.add(going.stream()
                .map(entry -> records.statement(entry.ledger(), entry.statement(), entry.trace()))
                .toList());
    }

    /** Returns once all that was added is committed. */
    void commit(Ready ready) throws TransactionalProducer.Undelivered, InterruptedException {
        producer.commit();
        spans.sent();
        rolls.erased(ready.erased().keySet().stream().map(EntryKey::ledger).toList());
        state.is(RelayState.Phase.RELAYING, "");
    }

    /** Sends entries with their texts, and returns once all are committed. */
    void send(List<CommittedEntry> entries) throws TransactionalProducer.Undelivered, InterruptedException {
        Ready ready = prepare(entries);
        add(ready, entry -> true);
        commit(ready);
    }
}
