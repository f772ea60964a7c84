package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.events.UnreadableStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares one partition with the ledgers of the store that belong to it. Keeps two bits for each entry and some bytes for each ledger
 * of the partition, and of what differs another bit for each entry.
 */
final class LogComparison {

    private static final UUID NONE = new UUID(0, 0);

    private final int partition;
    private final LedgerRecords places;
    private final StoreSide store;
    private final KafkaSide kafka;
    private final StorePosition relayed;
    private final Map<UUID, Seen> seen = new HashMap<>();
    private final Sequences otherTexts = new Sequences();
    private final Map<Difference.Type, Sequences> found = new EnumMap<>(Difference.Type.class);
    private final List<Difference> unreadable = new ArrayList<>();
    private long entries;
    private long records;
    private long repeated;
    private long waiting;

    /** @param relayed how far the relay had come before Kafka was looked at: Kafka must have all up to there */
    LogComparison(int partition, StoreSide store, KafkaSide kafka, StorePosition relayed) {
        this.partition = partition;
        this.places = new LedgerRecords(kafka.partitions());
        this.store = store;
        this.kafka = kafka;
        this.relayed = relayed;
    }

    /** What Kafka has of a ledger. */
    private static final class Seen {
        private final BitSet statements = new BitSet();
        private final BitSet texts = new BitSet();
        private long last = -1;
    }

    /** What the partition's records and the store's ledgers that belong to it show. */
    Report run(ConsoleProgress progress) throws SQLException {
        this.<SQLException>read(LedgerRecords.STATEMENTS, progress, this::statements);
        this.<SQLException>read(LedgerRecords.DISCLOSURES, progress, this::texts);
        store.notErased(relayed).stream()
                .filter(key -> places.partitionOf(key.ledger()) == partition)
                .forEach(key -> add(Difference.Type.TEXTS_NOT_ERASED, key.ledger(), key.sequence()));
        List<UUID> incomplete = new ArrayList<>();
        Set<UUID> known = new HashSet<>();
        store.ledgers((ledger, count, last) -> {
            if (places.partitionOf(ledger) == partition) {
                entries += count;
                known.add(ledger);
                Seen inKafka = seen.get(ledger);
                if (inKafka == null || inKafka.statements.cardinality() != count || count != last + 1) {
                    incomplete.add(ledger);
                }
            }
        });
        // Those that Kafka alone knows may have holes, too.
        seen.keySet().stream()
                .filter(ledger -> !known.contains(ledger))
                .sorted()
                .forEach(incomplete::add);
        for (UUID ledger : incomplete) {
            lookInto(ledger);
        }
        List<UUID> withoutTexts = new ArrayList<>();
        store.ledgersWithTexts((ledger, count, last) -> {
            if (places.partitionOf(ledger) == partition) {
                Seen inKafka = seen.get(ledger);
                if (inKafka == null || inKafka.texts.cardinality() != count) {
                    withoutTexts.add(ledger);
                }
            }
        });
        for (UUID ledger : withoutTexts) {
            lookIntoTexts(ledger);
        }
        found.computeIfAbsent(Difference.Type.TEXTS_DIFFERENT, type -> new Sequences())
                .addAll(otherTexts);
        return new Report(entries, records, repeated, waiting, differences());
    }

    private List<Difference> differences() {
        List<Difference> differences = new ArrayList<>(unreadable);
        found.forEach((type, sequences) ->
                sequences.runs((ledger, first, last) -> differences.add(new Difference(type, ledger, first, last))));
        return List.copyOf(differences);
    }

    private <E extends Exception> void read(String topic, ConsoleProgress progress, KafkaSide.Reader<E> reader)
            throws E {
        kafka.<E>read(topic, partition, batch -> {
            reader.records(batch);
            progress.add(batch.size());
        });
    }

    private void statements(List<ConsumerRecord<String, byte[]>> batch) throws SQLException {
        SortedMap<EntryKey, byte[]> inKafka = new TreeMap<>();
        Set<EntryKey> repeats = new HashSet<>();
        records += batch.size();
        for (ConsumerRecord<String, byte[]> record : batch) {
            EntryKey key = keyOf(record);
            if (key != null) {
                if (!see(key)) {
                    repeats.add(key);
                }
                byte[] earlier = inKafka.put(key, record.value());
                if (earlier != null && !Arrays.equals(earlier, record.value())) {
                    add(Difference.Type.DIFFERENT_BYTES, key.ledger(), key.sequence());
                }
            }
        }
        Map<EntryKey, byte[]> inStore = store.statements(inKafka.keySet());
        inKafka.forEach((key, bytes) -> {
            byte[] kept = inStore.get(key);
            if (kept == null && !repeats.contains(key)) {
                add(Difference.Type.MISSING_IN_STORE, key.ledger(), key.sequence());
            } else if (kept != null && !Arrays.equals(kept, bytes)) {
                add(Difference.Type.DIFFERENT_BYTES, key.ledger(), key.sequence());
            }
        });
    }

    private @Nullable EntryKey keyOf(ConsumerRecord<String, byte[]> record) {
        try {
            Entry entry = Statements.read(record.value() == null ? new byte[0] : record.value());
            if (!entry.ledger().toString().equals(record.key()) || places.partitionOf(entry.ledger()) != partition) {
                add(Difference.Type.MISPLACED, entry.ledger(), entry.sequence());
            }
            return new EntryKey(entry.ledger(), entry.sequence());
        } catch (UnreadableStatement e) {
            addUnreadable(record.offset());
            return null;
        }
    }

    /** False for an entry that stands in Kafka before. */
    private boolean see(EntryKey key) {
        Seen ledger = seen.computeIfAbsent(key.ledger(), k -> new Seen());
        int sequence = Math.toIntExact(key.sequence());
        if (ledger.statements.get(sequence)) {
            repeated++;
            return false;
        }
        if (sequence < ledger.last) {
            add(Difference.Type.OUT_OF_ORDER, key.ledger(), sequence);
        }
        ledger.statements.set(sequence);
        ledger.last = Math.max(ledger.last, sequence);
        return true;
    }

    /**
     * The last record under a key counts, so a difference may be made good by a later one. A text that was erased is not expected in the
     * store, nor in Kafka once the relay has come to its erasure; until then it may still be there.
     */
    private void texts(List<ConsumerRecord<String, byte[]>> batch) throws SQLException {
        Map<EntryKey, Set<String>> inKafka = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            if (Disclosure.MARKER_KEY.equals(record.key())) {
                continue;
            }
            EntryKey key = DisclosureRecords.ofTexts(record.key());
            if (key == null) {
                addUnreadable(record.offset());
            } else {
                inKafka.put(key, DisclosureRecords.texts(record.value()));
            }
        }
        Map<EntryKey, List<String>> inStore = new Disclosures(store.connection()).of(inKafka.keySet());
        StoreSide.Erased erased = store.erased(inKafka.keySet(), relayed);
        inKafka.forEach((key, there) -> {
            Seen ledger = seen.computeIfAbsent(key.ledger(), k -> new Seen());
            List<String> texts =
                    DisclosureRecords.without(there, erased.waiting().getOrDefault(key, Set.of()));
            List<String> expected = DisclosureRecords.without(
                    inStore.getOrDefault(key, List.of()), erased.all().getOrDefault(key, Set.of()));
            boolean same = Set.copyOf(texts).equals(Set.copyOf(expected));
            ledger.texts.set(Math.toIntExact(key.sequence()), same && !texts.isEmpty());
            if (same) {
                otherTexts.remove(key);
            } else {
                otherTexts.add(key);
            }
        });
    }

    private void lookInto(UUID ledger) throws SQLException {
        BitSet inKafka = seen.getOrDefault(ledger, new Seen()).statements;
        BitSet inStore = new BitSet();
        store.sequences(ledger, relayed, (sequence, isRelayed) -> {
            inStore.set(Math.toIntExact(sequence));
            if (!inKafka.get(Math.toIntExact(sequence))) {
                if (isRelayed) {
                    add(Difference.Type.MISSING_IN_KAFKA, ledger, sequence);
                } else {
                    waiting++;
                }
            }
        });
        inStore.or(inKafka);
        for (int lost = inStore.nextClearBit(0); lost < inStore.length(); lost = inStore.nextClearBit(lost + 1)) {
            add(Difference.Type.LOST, ledger, lost);
        }
    }

    private void lookIntoTexts(UUID ledger) throws SQLException {
        BitSet inKafka = seen.getOrDefault(ledger, new Seen()).texts;
        store.sequencesWithTexts(ledger, relayed, (sequence, isRelayed) -> {
            if (isRelayed
                    && !inKafka.get(Math.toIntExact(sequence))
                    && !otherTexts.contains(new EntryKey(ledger, sequence))) {
                add(Difference.Type.TEXTS_MISSING_IN_KAFKA, ledger, sequence);
            }
        });
    }

    /** One more, or the last ones grown by it. */
    private void addUnreadable(long offset) {
        Difference last = unreadable.isEmpty() ? null : unreadable.getLast();
        long first = offset;
        if (last != null && last.last() + 1 == offset) {
            first = last.first();
            unreadable.removeLast();
        }
        unreadable.add(new Difference(Difference.Type.UNREADABLE, NONE, first, offset));
    }

    private void add(Difference.Type type, UUID ledger, long sequence) {
        found.computeIfAbsent(type, k -> new Sequences()).add(new EntryKey(ledger, sequence));
    }
}
