package dev.kept.commitments.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.events.Actor;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent.Ground;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.WireTypes;
import dev.kept.http.tracing.Traces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Two processes that relay one store to one Kafka, and people who record and erase meanwhile, one step after the other in one thread: what happens next
 * is drawn from a seed. A process may lose its session and not know it yet, stand still with a batch in its hands, or end; the store and Kafka
 * fail, before or after they have done what was asked.
 */
final class RelaySimulation {

    private static final int STEPS = 90;
    private static final int LEDGERS = 3;
    private static final int PARTITIONS = 2;
    private static final int MOST_FAILURES_IN_A_HUNDRED = 20;
    private static final String TEXT = "text";
    private static final String ERASED = WireTypes.nameOf(TextErased.class);

    private final Random random;
    private final Store store = new Store();
    private final SimulatedKafka kafka;
    private final List<Process> processes = List.of(new Process(), new Process());
    private final Set<byte @Nullable []> there = Collections.newSetFromMap(new IdentityHashMap<>());
    private int looked;
    private @Nullable Process holdsLock;
    private int failuresInAHundred;

    RelaySimulation(long seed) {
        random = new Random(seed);
        failuresInAHundred = random.nextInt(MOST_FAILURES_IN_A_HUNDRED);
        kafka = new SimulatedKafka(random, random.nextInt(MOST_FAILURES_IN_A_HUNDRED));
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        kafka.recover();
        failuresInAHundred = 0;
        // Whoever leads comes to the end; who thinks so without a session finds out.
        for (int step = 0; step < 200 && !store.position.equals(store.head()); step++) {
            processes.forEach(Process::step);
        }
        check();
    }

    private void step() {
        Process process = processes.get(random.nextInt(processes.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> store.record(new UUID(0, random.nextInt(LEDGERS)));
            case 3 -> store.recordErasure();
            case 4 -> {
                if (random.nextInt(3) == 0) {
                    process.end();
                }
            }
            case 5 -> {
                // Its session is over, and it goes on with what it has.
                if (process == holdsLock && random.nextInt(2) == 0) {
                    holdsLock = null;
                }
            }
            default -> process.step();
        }
    }

    /** Everything is in Kafka once read as readers are told to, in order; no text that is gone, and all that are there. */
    private void check() {
        assertThat(store.position).as("all is relayed").isEqualTo(store.head());
        Map<String, List<String>> statements = new HashMap<>();
        Map<String, String> texts = new TreeMap<>();
        Map<String, Set<String>> gone = new HashMap<>();
        for (ProducerRecord<String, byte[]> record : kafka.committed()) {
            String value = record.value() == null ? "" : new String(record.value(), UTF_8);
            if (record.topic().equals(LedgerRecords.STATEMENTS)) {
                List<String> ofLedger = statements.computeIfAbsent(record.key(), key -> new ArrayList<>());
                if (!ofLedger.contains(value)) {
                    ofLedger.add(value);
                }
            } else {
                assertThat(gone.getOrDefault(record.key(), Set.of()))
                        .as("a text that was gone in Kafka stays gone")
                        .doesNotContain(value);
                String before = texts.put(record.key(), value);
                if (before != null && !before.equals(value)) {
                    gone.computeIfAbsent(record.key(), key -> new HashSet<>()).add(before);
                }
            }
        }
        assertThat(statements).isEqualTo(store.statements());
        assertThat(store.texts)
                .as("erased texts are gone from the store")
                .doesNotContainKeys(store.erased.toArray(EntryKey[]::new));
        texts.values().removeIf(String::isEmpty);
        assertThat(texts).isEqualTo(store.texts());
    }

    private static String keyOf(CommittedEntry entry) {
        return LedgerRecords.keyOf(entry.key());
    }

    /** The event store, as long as the process has its session. */
    private final class Store {
        private final List<CommittedEntry> entries = new ArrayList<>();
        private final Map<EntryKey, String> texts = new HashMap<>();
        private final Set<EntryKey> erased = new HashSet<>();
        private final Map<UUID, Long> sizes = new HashMap<>();
        private StorePosition position = StorePosition.START;

        void record(UUID ledger) {
            long sequence = sizes.merge(ledger, 1L, Long::sum) - 1;
            String statement = "statement " + ledger + "/" + sequence;
            entries.add(entry(ledger, sequence, "simulated", statement.getBytes(UTF_8)));
            texts.put(new EntryKey(ledger, sequence), "text of " + statement);
        }

        /** Of an entry that has a text, most often. */
        void recordErasure() {
            if (entries.isEmpty()) {
                return;
            }
            CommittedEntry of = entries.get(random.nextInt(entries.size()));
            long sequence = sizes.merge(of.ledger(), 1L, Long::sum) - 1;
            Entry erasure = new Entry(
                    of.ledger(),
                    sequence,
                    new UUID(1, entries.size()),
                    Instant.EPOCH,
                    new Actor.Member(new UUID(2, 1), Side.A),
                    new TextErased(
                            new UUID(3, entries.size()),
                            null,
                            new Place(of.sequence(), List.of(TEXT)),
                            Ground.AUTHOR,
                            null));
            erased.add(of.key());
            entries.add(entry(
                    of.ledger(), sequence, ERASED, Statements.write(erasure).bytes()));
        }

        private CommittedEntry entry(UUID ledger, long sequence, String type, byte[] statement) {
            // Some share a transaction.
            long xid = entries.isEmpty() ? 1 : entries.getLast().at().xid() + random.nextInt(2);
            return new CommittedEntry(
                    new StorePosition(xid, entries.size() + 1L),
                    ledger,
                    sequence,
                    type,
                    Instant.EPOCH,
                    statement,
                    null,
                    true);
        }

        StorePosition head() {
            return entries.isEmpty() ? StorePosition.START : entries.getLast().at();
        }

        Map<String, List<String>> statements() {
            Map<String, List<String>> all = new HashMap<>();
            entries.forEach(entry -> all.computeIfAbsent(entry.ledger().toString(), key -> new ArrayList<>())
                    .add(new String(entry.statement(), UTF_8)));
            return all;
        }

        Map<String, String> texts() {
            Map<String, String> all = new TreeMap<>();
            entries.stream()
                    .filter(entry -> texts.containsKey(entry.key()))
                    .forEach(entry -> all.put(keyOf(entry), texts.get(entry.key())));
            return all;
        }
    }

    /** A process that relays whenever it holds the lock, and as long as it believes so. */
    private final class Process implements RelayStore {
        private @Nullable TransactionalProducer producer;
        private @Nullable RelayRun run;
        private EntrySender.@Nullable Ready prepared;
        private EntrySender.@Nullable Ready added;
        private EntrySender.@Nullable Ready ahead;

        /** One thing that it does, between which anything may happen. */
        void step() {
            try {
                if (run == null) {
                    takeOver();
                } else if (added != null) {
                    if (ahead == null && random.nextInt(3) == 0) {
                        ahead = run.next();
                        return;
                    }
                    EntrySender.Ready committing = added;
                    added = null;
                    run.commit(committing);
                    assertRelayed();
                    prepared = ahead;
                    ahead = null;
                } else if (prepared != null && !prepared.read().isEmpty()) {
                    EntrySender.Ready adding = prepared;
                    prepared = null;
                    run.add(adding, entry -> true);
                    added = adding;
                } else {
                    prepared = run.next();
                }
            } catch (TransactionalProducer.Undelivered | StoreUnavailable e) {
                end();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void takeOver() throws TransactionalProducer.Undelivered, InterruptedException {
            if (holdsLock != null) {
                return;
            }
            holdsLock = this;
            boolean[] goesOn = {random.nextInt(4) > 0};
            TransactionalProducer opened =
                    TransactionalProducer.over(kafka.client(), () -> goesOn[0], () -> goesOn[0] = random.nextBoolean());
            producer = opened;
            LedgerRecords records = new LedgerRecords(PARTITIONS);
            SegmentRolls rolls = new SegmentRolls(records, Duration.ofDays(1), InstantSource.fixed(Instant.EPOCH));
            EntrySender sender = new EntrySender(this, opened, records, rolls, new RelayState(), Traces.off());
            run = new RelayRun(this, opened, sender, 1 + random.nextInt(5));
        }

        /** It fails, or is killed: nothing of what it had in its hands is left, and its session is over. */
        void end() {
            if (producer != null) {
                producer.close();
            }
            producer = null;
            run = null;
            prepared = null;
            added = null;
            ahead = null;
            if (holdsLock == this) {
                holdsLock = null;
            }
        }

        /** What the position says that Kafka has, Kafka has. */
        private void assertRelayed() {
            for (; looked < kafka.committed().size(); looked++) {
                there.add(kafka.committed().get(looked).value());
            }
            for (CommittedEntry entry : store.entries) {
                if (entry.at().compareTo(store.position) <= 0 && !there.contains(entry.statement())) {
                    throw new AssertionError("the position is ahead of what Kafka has: " + entry);
                }
            }
        }

        private void requireSession() {
            if (holdsLock != this || fails()) {
                throw StoreUnavailable.notRecorded("simulated");
            }
        }

        private boolean fails() {
            return random.nextInt(100) < failuresInAHundred;
        }

        @Override
        public List<CommittedEntry> after(StorePosition position, int limit) {
            requireSession();
            return store.entries.stream()
                    .filter(entry -> entry.at().compareTo(position) > 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public void erase(Map<EntryKey, Set<String>> fields) {
            requireSession();
            fields.forEach((key, places) -> {
                if (places.contains(TEXT)) {
                    store.texts.remove(key);
                }
            });
            requireSession();
        }

        @Override
        public Disclosures.Portion portion(List<EntryKey> keys) {
            requireSession();
            int entries = keys.isEmpty() ? 0 : 1 + random.nextInt(keys.size());
            Map<EntryKey, List<String>> texts = new HashMap<>();
            keys.subList(0, entries).stream()
                    .filter(store.texts::containsKey)
                    .forEach(key -> texts.put(key, List.of(store.texts.get(key))));
            return new Disclosures.Portion(entries, texts);
        }

        @Override
        public StorePosition position() {
            requireSession();
            return store.position;
        }

        @Override
        public void save(StorePosition position, Map<TopicPartition, Long> ends) {
            requireSession();
            store.position = position;
            requireSession();
        }
    }
}
