package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommitSignal;
import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.follower.Leader;
import dev.kept.commitments.follower.LeaderLock;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.Statements;
import dev.kept.events.UnreadableStatement;
import dev.kept.events.WireTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Sends every entry to Kafka, in the order of the store, and remembers how far it has come once Kafka has acknowledged. After a crash it
 * sends some again, the same bytes; readers know them by ledger and sequence. Where an entry erases texts, it deletes them from the store
 * and sends what is left: it alone writes the topics, so nothing sent before can come after. One process relays, the others stand by.
 */
public final class Relay extends Leader {

    /** Under which name the store keeps how far Kafka has all entries. */
    public static final String READER = "relay";

    private static final int BATCH = 1_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration HOLD_CHECK = Duration.ofSeconds(5);
    private static final Duration REPAIR = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(500);

    private static final String ERASED = WireTypes.nameOf(TextErased.class);

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final KafkaSettings settings;
    private final CommitSignal signal;
    private final RelayState state;
    private final Topics topics;
    private final LedgerRecords records;
    private final SegmentRolls rolls;

    /** @param connections gives new connections, one of which is kept as long as this relays */
    Relay(DataSource connections, KafkaSettings settings, CommitSignal signal, RelayState state) {
        super(READER, LeaderLock.RELAY, connections);
        this.settings = settings;
        this.signal = signal;
        this.state = state;
        this.topics = new Topics(settings);
        this.records = new LedgerRecords(settings.partitions());
        this.rolls = new SegmentRolls(records, settings.compactionLag(), InstantSource.system());
    }

    @Override
    protected void standsBy() {
        state.is(RelayState.Phase.STANDBY, "");
    }

    @Override
    protected Duration failed(Exception failure) {
        switch (failure) {
            case SQLException e ->
                state.is(RelayState.Phase.STORE_AWAY, e.getClass().getSimpleName());
            case DataAccessException e ->
                state.is(RelayState.Phase.STORE_AWAY, e.getClass().getSimpleName());
            case StoreUnavailable e ->
                state.is(RelayState.Phase.STORE_AWAY, e.getClass().getSimpleName());
            case TransactionalProducer.Undelivered e ->
                state.is(RelayState.Phase.KAFKA_AWAY, String.valueOf(e.getMessage()));
            case TimeoutException e -> state.is(RelayState.Phase.KAFKA_AWAY, String.valueOf(e.getMessage()));
            case KafkaException e -> state.is(RelayState.Phase.KAFKA_AWAY, String.valueOf(e.getMessage()));
            case LostRecords e -> {
                state.is(RelayState.Phase.RECORDS_LOST, String.valueOf(e.getMessage()));
                return REPAIR;
            }
            case UnsuitableTopics e -> {
                state.is(RelayState.Phase.UNSUITABLE_TOPICS, String.valueOf(e.getMessage()));
                return REPAIR;
            }
            default -> log.error("The relay failed and starts over", failure);
        }
        return RETRY;
    }

    @Override
    protected void stopped() {
        state.is(RelayState.Phase.STOPPED, "");
    }

    @Override
    protected void lead(Connection connection)
            throws TransactionalProducer.Undelivered, UnsuitableTopics, LostRecords, TimeoutException,
                    InterruptedException {
        topics.prepare();
        rolls.begin(topics.withTexts());
        DataSource own = new SingleConnectionDataSource(connection, true);
        KnownTopics known = new KnownTopics(own);
        Map<String, String> ids = topics.ids();
        requireWhatWasSent(known, ids);
        CommittedEntries entries = new CommittedEntries(own);
        Disclosures disclosures = new Disclosures(own);
        Holds holds = new Holds(own);
        // Fences the leader before this one, and then looks how far that one came: in this order.
        try (TransactionalProducer producer =
                TransactionalProducer.open(settings, this::isRunning, () -> waitForKafka(entries))) {
            StorePosition position = entries.positionOf(READER);
            long holdsChecked = System.nanoTime() - HOLD_CHECK.toNanos();
            state.is(RelayState.Phase.RELAYING, "");
            while (isRunning()) {
                long commits = signal.count();
                producer.send(rolls.due());
                if (System.nanoTime() - holdsChecked >= HOLD_CHECK.toNanos()) {
                    releaseRepaired(holds, entries, disclosures, producer, position);
                    holdsChecked = System.nanoTime();
                }
                List<CommittedEntry> batch = entries.after(position, BATCH);
                if (batch.isEmpty()) {
                    signal.await(commits, POLL);
                } else {
                    send(batch.stream().filter(entry -> mayGo(entry, holds)).toList(), batch, disclosures, producer);
                    position = batch.getLast().at();
                    // First: a position never speaks of more than is known of the topics.
                    known.save(known(producer.takeEnds(), ids));
                    entries.savePosition(READER, position);
                }
            }
        }
    }

    /** Speaks to PostgreSQL meanwhile: a session of a leader that says nothing is ended, and another process leads. */
    private void waitForKafka(CommittedEntries entries) {
        state.is(RelayState.Phase.KAFKA_AWAY, "");
        entries.positionOf(READER);
    }

    /** What the saved position says Kafka has must be in the topics that it was sent to. */
    private void requireWhatWasSent(KnownTopics known, Map<String, String> ids)
            throws LostRecords, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> ends = topics.ends();
        for (Map.Entry<TopicPartition, KnownTopics.Known> each : known.all().entrySet()) {
            String topic = each.getKey().topic();
            boolean same = each.getValue().topicId().equals(ids.get(topic));
            if (!same || ends.getOrDefault(each.getKey(), 0L) < each.getValue().end()) {
                throw new LostRecords(topic);
            }
        }
    }

    private static Map<TopicPartition, KnownTopics.Known> known(
            Map<TopicPartition, Long> ends, Map<String, String> ids) {
        Map<TopicPartition, KnownTopics.Known> known = new HashMap<>();
        ends.forEach((partition, end) ->
                known.put(partition, new KnownTopics.Known(ids.getOrDefault(partition.topic(), ""), end)));
        return known;
    }

    private boolean mayGo(CommittedEntry entry, Holds holds) {
        if (holds.holds(entry.ledger(), entry.sequence())) {
            return false;
        }
        if (!entry.follows()) {
            log.error(
                    "Entry {} of ledger {} does not follow the entry before. The ledger is held from there; others go"
                            + " on. Compare the event store with Kafka (reconcile).",
                    entry.sequence(),
                    entry.ledger());
            holds.hold(entry.ledger(), entry.sequence());
            state.held(holds.all().size());
            return false;
        }
        return true;
    }

    /** Sends held ledgers on whose missing entries have come back. */
    private void releaseRepaired(
            Holds holds,
            CommittedEntries entries,
            Disclosures disclosures,
            TransactionalProducer producer,
            StorePosition position)
            throws TransactionalProducer.Undelivered, InterruptedException {
        for (Map.Entry<UUID, Long> held : holds.all().entrySet()) {
            UUID ledger = held.getKey();
            long next = held.getValue();
            List<CommittedEntry> batch = entries.ofLedger(ledger, Math.max(0, next - 1), position, BATCH);
            if (next > 0 && (batch.isEmpty() || batch.getFirst().sequence() != next - 1)) {
                continue;
            }
            long following = next;
            while (!batch.isEmpty() && isRunning()) {
                List<CommittedEntry> contiguous = new ArrayList<>();
                for (CommittedEntry entry : batch) {
                    if (entry.sequence() == following) {
                        contiguous.add(entry);
                        following++;
                    }
                }
                send(contiguous, contiguous, disclosures, producer);
                batch = contiguous.isEmpty() ? List.of() : entries.ofLedger(ledger, following, position, BATCH);
            }
            if (following > next && isRunning()) {
                log.info("Ledger {} is relayed again, from entry {} to {}", ledger, next, following - 1);
                holdFromNextHole(ledger, following, holds, entries, position);
            }
        }
        state.held(holds.all().size());
    }

    /** Ends the hold unless more is missing: then it holds from there. */
    private static void holdFromNextHole(
            UUID ledger, long following, Holds holds, CommittedEntries entries, StorePosition position) {
        List<CommittedEntry> beyond = entries.ofLedger(ledger, following, position, 1);
        if (beyond.isEmpty()) {
            holds.release(ledger);
        } else {
            holds.hold(ledger, beyond.getFirst().sequence());
        }
    }

    /**
     * Texts go first: who reads a statement finds them there. What was read erases is gone before anything is sent, also where the entry
     * that says so is held: what the law or a party demands does not wait for a repair.
     */
    private void send(
            List<CommittedEntry> batch,
            List<CommittedEntry> read,
            Disclosures disclosures,
            TransactionalProducer producer)
            throws TransactionalProducer.Undelivered, InterruptedException {
        Map<EntryKey, Set<String>> erased = erasedBy(read);
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

    private static Map<EntryKey, Set<String>> erasedBy(List<CommittedEntry> batch) {
        Map<EntryKey, Set<String>> erased = new LinkedHashMap<>();
        for (CommittedEntry entry : batch) {
            if (entry.type().equals(ERASED)) {
                Place place = placeOf(entry);
                erased.computeIfAbsent(new EntryKey(entry.ledger(), place.sequence()), key -> new HashSet<>())
                        .addAll(place.fields());
            }
        }
        return erased;
    }

    private static Place placeOf(CommittedEntry erasure) {
        try {
            if (Statements.read(erasure.statement()).event() instanceof TextErased erased) {
                return erased.place();
            }
        } catch (UnreadableStatement e) {
            // Said below, without what was read.
        }
        log.error("Entry {} should erase texts and cannot be read. Compare the event store with Kafka.", erasure);
        return new Place(erasure.sequence(), List.of());
    }
}
