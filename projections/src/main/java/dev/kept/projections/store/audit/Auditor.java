package dev.kept.projections.store.audit;

import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.KafkaUnavailable;
import dev.kept.projections.store.ingest.Locks;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Compares each ledger's recomputed tree with every signed head, while the application runs. Several processes may do so: an advisory
 * lock lets one at a time compare, and the stored offsets let only one of them take over what was read. See ADR 74.
 */
public final class Auditor implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 5_000;
    private static final int MAX_HEADS = 1_000;

    private final KafkaSource kafka;
    private final DataSource dataSource;
    private final HeadSignature signature;
    private final Clock clock;
    private final int entriesPerRound;
    private final Consumer<Set<UUID>> listener;
    private @Nullable Thread thread;
    private volatile @Nullable HeadLog reading;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private String waitedFor = "";

    /**
     * @param dataSource connections that may write to the schema that serves
     * @param publicKeys Ed25519 keys that sign heads, or have signed them, 32 bytes each; none when they are not known here
     * @param entriesPerRound so many statements are hashed in one transaction at most, per ledger
     * @param listener is told which ledgers were found to contradict their heads
     */
    public Auditor(
            KafkaSource kafka,
            DataSource dataSource,
            List<byte[]> publicKeys,
            Clock clock,
            int entriesPerRound,
            Consumer<Set<UUID>> listener) {
        this.kafka = kafka;
        this.dataSource = dataSource;
        this.signature = new HeadSignature(publicKeys);
        this.clock = clock;
        this.entriesPerRound = entriesPerRound;
        this.listener = listener;
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("projections-audit").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        HeadLog log = reading;
        if (log != null) {
            log.wakeup();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Together with the ingest. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (!isStopped()) {
            try (HeadLog log = new HeadLog(kafka, MAX_HEADS)) {
                reading = log;
                audit(log);
            } catch (WakeupException e) {
                // Only stop() wakes.
            } catch (SQLException | KafkaException | KafkaUnavailable e) {
                waitFor(e.getClass().getSimpleName());
                pause();
            } catch (RuntimeException e) {
                LOG.error("The audit of tree heads failed and starts over", e);
                pause();
            } finally {
                reading = null;
            }
        }
    }

    private void audit(HeadLog log) throws SQLException {
        HeadLog.Topic topic = null;
        Map<Integer, Long> positions = Map.of();
        while (!isStopped()) {
            HeadLog.Topic now = log.topic();
            if (now == null) {
                waitFor("there are no tree heads yet");
                pause();
                continue;
            }
            Map<Integer, Long> stored = positions(now);
            if (!now.equals(topic) || !stored.equals(positions)) {
                topic = now;
                positions = stored;
                log.goTo(positions);
            }
            boolean goesOn = true;
            while (goesOn && !isStopped()) {
                List<HeadLog.Record> records = log.poll(IDLE);
                goesOn = takeOver(log, now, positions, records);
                while (compare()) {
                    // As long as there is more to compare than one transaction does.
                }
                waitedFor = "";
                if (records.isEmpty()) {
                    goesOn = false;
                }
            }
        }
    }

    private Map<Integer, Long> positions(HeadLog.Topic topic) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new JdbcAudit(connection).positions(topic);
        }
    }

    /** False when another process has read on in the meantime, or the tables are other ones. */
    private boolean takeOver(
            HeadLog log, HeadLog.Topic topic, Map<Integer, Long> positions, List<HeadLog.Record> records)
            throws SQLException {
        Map<Integer, Long> moved = new HashMap<>();
        positions.forEach((partition, offset) -> {
            long next = log.position(partition);
            if (next > offset) {
                moved.put(partition, next);
            }
        });
        if (moved.isEmpty()) {
            return true;
        }
        List<JdbcAudit.Pending> heads = new ArrayList<>();
        for (HeadLog.Record record : records) {
            pending(topic, record)
                    .ifPresentOrElse(
                            heads::add,
                            () -> LOG.error(
                                    "Record {} of partition {} of {} is not a tree head of its ledger; it is ignored",
                                    record.offset(),
                                    record.partition(),
                                    kafka.topics().treeHeads()));
        }
        try {
            inTransaction(connection -> {
                JdbcAudit audit = new JdbcAudit(connection);
                for (Map.Entry<Integer, Long> each : moved.entrySet()) {
                    long believed = positions.getOrDefault(each.getKey(), 0L);
                    if (!audit.advance(topic.id(), each.getKey(), believed, each.getValue())) {
                        throw new PositionsMoved();
                    }
                }
                audit.keep(heads);
                return true;
            });
        } catch (PositionsMoved e) {
            return false;
        }
        positions.putAll(moved);
        return true;
    }

    /** Another process has read on, or a rebuild has swapped the tables: what was read is read again from where they say. */
    private static final class PositionsMoved extends RuntimeException {
        PositionsMoved() {
            super("the stored offsets are others than those read from");
        }
    }

    private Optional<JdbcAudit.Pending> pending(HeadLog.Topic topic, HeadLog.Record record) {
        UUID ledger = record.ledger();
        byte[] note = record.note();
        if (ledger == null || note == null) {
            return Optional.empty();
        }
        return HeadSignature.headOf(ledger, note)
                .map(head -> new JdbcAudit.Pending(
                        topic.id(), record.partition(), record.offset(), ledger, head.size(), note));
    }

    /** Compares some of the heads whose entries are there; whether there may be more. */
    private boolean compare() throws SQLException {
        Set<UUID> contradicted = new HashSet<>();
        boolean more = inTransaction(connection -> {
            if (!isAlone(connection)) {
                return false;
            }
            JdbcAudit audit = new JdbcAudit(connection);
            List<JdbcAudit.Pending> heads = audit.comparable(MAX_HEADS);
            List<UUID> ledgers =
                    heads.stream().map(JdbcAudit.Pending::ledger).distinct().toList();
            Map<UUID, RightEdge> edges = audit.edges(ledgers);
            Map<UUID, List<KeyChange>> keyChanges = audit.keyChanges(ledgers);
            List<JdbcAudit.Pending> done = new ArrayList<>();
            Map<UUID, RightEdge> grown = new HashMap<>();
            Set<UUID> unfinished = new HashSet<>();
            for (JdbcAudit.Pending head : heads) {
                UUID ledger = head.ledger();
                if (contradicted.contains(ledger) || unfinished.contains(ledger)) {
                    continue;
                }
                // Only now: the entries that changed the key are among those that it covers.
                if (!signature.isGenuine(head.note(), keyChanges.getOrDefault(ledger, List.of()))) {
                    LOG.error(
                            "Record {} of partition {} of {} is not a tree head that the service signed; it is ignored",
                            head.offset(),
                            head.partition(),
                            kafka.topics().treeHeads());
                    done.add(head);
                    continue;
                }
                RightEdge edge = grown.getOrDefault(ledger, edges.getOrDefault(ledger, RightEdge.EMPTY));
                RightEdge compared;
                if (head.size() < edge.size()) {
                    // A head that comes late, of a topic that was made anew: its tree is computed from the beginning.
                    compared = audit.grown(ledger, RightEdge.EMPTY, head.size());
                } else {
                    compared = audit.grown(ledger, edge, Math.min(head.size(), edge.size() + entriesPerRound));
                    grown.put(ledger, compared);
                }
                if (compared.size() < head.size()) {
                    unfinished.add(ledger);
                    continue;
                }
                if (!compared.root().equals(rootOf(head))) {
                    contradicts(audit, head, compared.root());
                    contradicted.add(ledger);
                }
                done.add(head);
            }
            for (Map.Entry<UUID, RightEdge> each : grown.entrySet()) {
                audit.save(each.getKey(), each.getValue());
            }
            audit.compared(done);
            return heads.size() == MAX_HEADS || !unfinished.isEmpty();
        });
        if (!contradicted.isEmpty()) {
            listener.accept(contradicted);
        }
        return more && !isStopped();
    }

    private static Hash rootOf(JdbcAudit.Pending head) {
        return TreeHead.parse(SignedNote.parse(head.note()).text()).root();
    }

    private void contradicts(JdbcAudit audit, JdbcAudit.Pending head, Hash root) throws SQLException {
        LOG.error(
                "Ledger {}: its first {} entries, as Kafka has them, are not those whose tree head was signed. Nothing of it"
                        + " is shown any more: see 'When a ledger contradicts its tree head' in docs/operations.md",
                head.ledger(),
                head.size());
        audit.contradicts(head, root, clock.instant());
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Locks.TRY_AUDIT)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @FunctionalInterface
    private interface Work {
        boolean run(Connection connection) throws SQLException;
    }

    /** Rolled back when the work fails; no rebuild swaps the tables meanwhile. */
    private boolean inTransaction(Work work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement share = connection.prepareStatement(Locks.SHARE_SCHEMA)) {
                share.execute();
                boolean done = work.run(connection);
                connection.commit();
                return done;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void waitFor(String what) {
        if (!what.equals(waitedFor)) {
            LOG.info("The audit of tree heads waits and goes on by itself: {}", what);
            waitedFor = what;
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause() {
        try {
            if (stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }
}
