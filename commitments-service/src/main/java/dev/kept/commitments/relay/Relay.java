package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommitSignal;
import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.follower.Leader;
import dev.kept.commitments.follower.LeaderLock;
import dev.kept.http.tracing.Traces;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
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

    /** A batch is as long as what waits, up to this and to what {@link CommittedEntries} takes into memory. */
    private static final int BATCH = 8_000;

    /** From so many on it is likely that more wait. */
    private static final int BACKLOG = 1_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration HOLD_CHECK = Duration.ofSeconds(5);
    private static final Duration REPAIR = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final KafkaSettings settings;
    private final CommitSignal signal;
    private final RelayState state;
    private final Traces traces;
    private final Topics topics;
    private final LedgerRecords records;
    private final SegmentRolls rolls;

    /** @param connections gives new connections, one of which is kept as long as this relays */
    Relay(DataSource connections, KafkaSettings settings, CommitSignal signal, RelayState state, Traces traces) {
        super(READER, LeaderLock.RELAY, connections);
        this.settings = settings;
        this.signal = signal;
        this.state = state;
        this.traces = traces;
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
        Map<String, String> ids = topics.ids();
        requireWhatWasSent(new KnownTopics(own), ids);
        CommittedEntries entries = new CommittedEntries(own);
        RelayStore store = new JdbcRelayStore(own, ids);
        try (TransactionalProducer producer =
                        TransactionalProducer.open(settings, this::isRunning, () -> waitForKafka(store));
                ExecutorService reading = Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("relay-reads").factory())) {
            EntrySender sender = new EntrySender(store, producer, records, rolls, state, traces);
            HeldLedgers held = new HeldLedgers(new Holds(own), entries, sender, state, this::isRunning);
            RelayRun run = new RelayRun(store, producer, sender, BATCH);
            long holdsChecked = System.nanoTime() - HOLD_CHECK.toNanos();
            EntrySender.@Nullable Ready ahead = null;
            state.is(RelayState.Phase.RELAYING, "");
            while (isRunning()) {
                long commits = signal.count();
                producer.send(rolls.due());
                if (System.nanoTime() - holdsChecked >= HOLD_CHECK.toNanos()) {
                    held.releaseRepaired(run.position());
                    holdsChecked = System.nanoTime();
                }
                EntrySender.Ready batch = ahead == null ? run.next() : ahead;
                ahead = null;
                if (batch.read().isEmpty()) {
                    signal.await(commits, POLL);
                    continue;
                }
                run.add(batch, held::mayGo);
                // While Kafka commits a batch, the next one is read.
                Future<EntrySender.Ready> next = batch.read().size() < BACKLOG ? null : reading.submit(run::next);
                run.commit(batch);
                ahead = next == null ? null : read(next);
            }
        }
    }

    private static EntrySender.Ready read(Future<EntrySender.Ready> next) throws InterruptedException {
        try {
            return next.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Speaks to PostgreSQL meanwhile: a session of a leader that says nothing is ended, and another process leads. */
    private void waitForKafka(RelayStore store) {
        state.is(RelayState.Phase.KAFKA_AWAY, "");
        store.position();
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
}
