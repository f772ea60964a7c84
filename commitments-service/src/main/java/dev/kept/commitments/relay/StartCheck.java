package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.RecordedStatements;
import dev.kept.commitments.eventstore.StoreTimeline;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.events.UnreadableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Before commands are taken, and again when a standby has taken the place of the store's server: makes sure that the store has every entry that Kafka got since the relay saved its position last. A store
 * restored from an older backup has not, and would give used numbers to other entries. While Kafka is away at the start, commands are
 * refused until it is there and the check is made, unless the settings say that they are to be taken unchecked.
 */
final class StartCheck implements SmartLifecycle {

    private static final long RETRY_MILLIS = 500;

    private static final Logger log = LoggerFactory.getLogger(StartCheck.class);

    private final CommandGate gate;
    private final KnownTopics known;
    private final RecordedStatements statements;
    private final StoreTimeline timeline;
    private final DataSource store;
    private final KafkaSettings settings;
    private final Semaphore wanted = new Semaphore(1);
    private final CountDownLatch checked = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopped;
    private volatile boolean kafkaAnswers;
    private volatile boolean storeAway;
    private volatile boolean waitedEnough;
    private boolean refusalTold;

    /** @param store of connections that read */
    StartCheck(CommandGate gate, StoreTimeline timeline, DataSource store, KafkaSettings settings) {
        this.gate = gate;
        this.timeline = timeline;
        this.store = store;
        this.known = new KnownTopics(store);
        this.statements = new RecordedStatements(store);
        this.settings = settings;
        timeline.onChange(wanted::release);
    }

    @Override
    public void start() {
        running = true;
        gate.is(CommandGate.State.CHECKING);
        Thread.ofPlatform().daemon().name("start-check").start(this::run);
        try {
            if (!checked.await(settings.startCheck().toMillis(), TimeUnit.MILLISECONDS)) {
                waitedEnough = true;
                goOnWithoutKafka();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void goOnWithoutKafka() {
        if (!waitedEnough || kafkaAnswers || storeAway || gate.state() != CommandGate.State.CHECKING) {
            return;
        }
        if (settings.takeUnchecked()) {
            log.warn("Kafka does not answer: whether the event store is complete is not known yet. Commands are taken"
                    + " all the same, because kept.kafka.take-unchecked says so.");
            timeline.unchecked();
            gate.is(CommandGate.State.OPEN);
        } else if (!refusalTold) {
            refusalTold = true;
            log.warn("Kafka does not answer: whether the event store is complete is not known yet. Commands are refused"
                    + " until it does. If it stays away and the store is certainly no older copy, set"
                    + " kept.kafka.take-unchecked=true and start again.");
        }
    }

    private synchronized void end(String compared, Optional<EntryKey> lacking) {
        lacking.ifPresent(StartCheck::logBehind);
        if (lacking.isEmpty()) {
            timeline.compared(compared);
        }
        gate.is(lacking.isPresent() ? CommandGate.State.BEHIND : CommandGate.State.OPEN);
        checked.countDown();
    }

    @Override
    public void stop() {
        stopped = true;
        running = false;
        wanted.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, and before whoever issues commands by itself. */
    @Override
    public int getPhase() {
        return -1_000;
    }

    private void run() {
        try {
            while (running) {
                wanted.acquire();
                wanted.drainPermits();
                compare();
                // From the second time on nobody waits for it: what a start waits for at most is over.
                waitedEnough = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the store has been compared. */
    private void compare() throws InterruptedException {
        while (running) {
            try {
                String now = timelineNow();
                if (!timeline.isLeft(now)) {
                    end(now, lacking());
                    return;
                }
            } catch (StoreUnavailable | DataAccessException | SQLException e) {
                storeAway = true;
            } catch (KafkaException e) {
                kafkaAnswers = false;
                goOnWithoutKafka();
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private String timelineNow() throws SQLException {
        try (Connection connection = store.getConnection()) {
            return StoreTimeline.of(connection);
        }
    }

    private static void logBehind(EntryKey entry) {
        log.error(
                "The event store lacks entries that Kafka has, the first being {} of ledger {}: it was restored from"
                        + " an older backup, or belongs to another Kafka. No command is taken, because it would get a"
                        + " number that is used. Stop Kept, run 'kept reconcile --refill store', and start again.",
                entry.sequence(),
                entry.ledger());
    }

    /** An entry that Kafka has and the store has not. */
    Optional<EntryKey> lacking() throws InterruptedException {
        Map<TopicPartition, KnownTopics.Known> before = known.all();
        storeAway = false;
        TopicTail tail = TopicTail.ofStatements(settings, "kept-start-check");
        String id = tail.id();
        kafkaAnswers = true;
        if (id == null) {
            return Optional.empty();
        }
        AtomicReference<@Nullable EntryKey> lacking = new AtomicReference<>();
        tail.read(before, id, records -> {
            Set<EntryKey> keys = new LinkedHashSet<>();
            records.forEach(record -> key(record).ifPresent(keys::add));
            statements.missing(keys).stream().findFirst().ifPresent(lacking::set);
            return lacking.get() == null && !stopped;
        });
        return Optional.ofNullable(lacking.get());
    }

    /** What is no statement is for reconcile to find. */
    private static Optional<EntryKey> key(ConsumerRecord<String, byte[]> record) {
        try {
            Entry entry = Statements.read(record.value() == null ? new byte[0] : record.value());
            return Optional.of(new EntryKey(entry.ledger(), entry.sequence()));
        } catch (UnreadableStatement e) {
            return Optional.empty();
        }
    }
}
