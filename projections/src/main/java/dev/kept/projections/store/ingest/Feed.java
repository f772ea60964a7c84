package dev.kept.projections.store.ingest;

import dev.kept.projections.store.fold.ItemFold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings partitions of the two topics into the read models of one schema, a batch at a time: read models and offsets in one
 * transaction, which holds nothing but SQL. For one thread; several feeds may run if no two have the same partition, and if two
 * have by mistake, the lease and the offsets in the tables let only one of them commit.
 */
public final class Feed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration DISCLOSURES_PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final LedgerLog log;
    private final Topics topics;
    private final DataSource dataSource;
    private final List<ItemFold<?, ?>> folds;
    private final HotViews hot = new HotViews();
    private final JdbcStored before;
    private final JdbcReadModels readModels;
    private final boolean yieldsToRebuild;
    private final int maxRecords;
    private final Observer observer;
    private final Map<TopicPartition, Long> stored = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<Integer, Long> coveredUpTo = new HashMap<>();
    private Map<String, String> topicIds = Map.of();
    private Lease lease = Lease.NONE;
    private int restarts;

    /**
     * @param dataSource connections whose search path is the schema to fill
     * @param maxRecords at most so many in a batch
     * @param yieldsToRebuild whether a batch waits while a rebuild swaps schemas; the rebuild's own feed must not
     */
    public Feed(
            KafkaSource kafka,
            String clientId,
            int maxRecords,
            DataSource dataSource,
            List<ItemFold<?, ?>> folds,
            boolean yieldsToRebuild,
            Observer observer) {
        this.log = new LedgerLog(kafka, clientId, maxRecords);
        this.topics = kafka.topics();
        this.dataSource = dataSource;
        this.folds = List.copyOf(folds);
        this.before = new JdbcStored(folds, hot);
        this.readModels = new JdbcReadModels(folds);
        this.yieldsToRebuild = yieldsToRebuild;
        this.maxRecords = maxRecords;
        this.observer = observer;
    }

    /** The partitions there are, the same numbers in both topics. */
    public Set<Integer> partitions() {
        return log.partitions();
    }

    /** Whether Kafka has other topics under these names than the offsets are of; {@link #assign} is to be called then. */
    public boolean hasOtherTopics() {
        return !log.topicIds().equals(topicIds);
    }

    /** As {@link #assign(Collection)}, with partitions that others may take over: then nothing more is committed. */
    void assign(Lease granted) throws SQLException {
        lease = granted;
        assign(granted.partitions());
    }

    /**
     * Goes on with these partitions, from where the table says, and gives parked records another try. A topic that was made anew is read
     * from its beginning: what is known already is passed over.
     */
    public void assign(Collection<Integer> partitions) throws SQLException {
        List<TopicPartition> both = partitions.stream()
                .flatMap(partition -> Stream.of(topics.statements(partition), topics.disclosures(partition)))
                .toList();
        stored.clear();
        ends.clear();
        coveredUpTo.clear();
        topicIds = log.topicIds();
        try (Connection connection = dataSource.getConnection()) {
            for (Map.Entry<String, String> topic : topicIds.entrySet()) {
                if (JdbcPositions.restarted(connection, topic.getKey(), topic.getValue())) {
                    LOG.warn(
                            "The topic {} is another one than was read before: it is read from its beginning, and what"
                                    + " is known already is passed over",
                            topic.getKey());
                }
            }
            stored.putAll(JdbcPositions.read(connection, both, topicIds));
        }
        log.goTo(stored);
        retryParked(partitions);
    }

    /**
     * Waits for records and applies them.
     *
     * @return how many there were, of both topics
     * @throws SQLException when nothing was committed; {@link #assign} is to be called before the next step
     */
    public int step(Duration timeout) throws SQLException {
        LedgerLog.Polled polled = log.poll(timeout);
        if (log.restarts() != restarts) {
            // Offsets begin anew: what was covered before says nothing about them.
            restarts = log.restarts();
            coveredUpTo.clear();
        }
        if (polled.isEmpty()) {
            passOver();
            return 0;
        }
        int records = polled.statements().size() + polled.disclosures().size();
        List<Received> disclosures = new ArrayList<>(polled.disclosures());
        if (!polled.statements().isEmpty()) {
            records += readDisclosuresOf(polled.statements(), disclosures);
        }
        apply(polled.statements(), disclosures);
        return records;
    }

    /** What has offsets and holds no record, the end of a transaction or an aborted one, counts as applied too. */
    private void passOver() throws SQLException {
        List<JdbcPositions.Step> steps = stored.entrySet().stream()
                .map(each -> new JdbcPositions.Step(each.getKey(), each.getValue(), log.position(each.getKey())))
                .filter(step -> step.next() > step.believed())
                .toList();
        if (!steps.isEmpty()) {
            try (Connection connection = dataSource.getConnection()) {
                commit(connection, new Batch(folds, before, readModels, topics), steps);
            }
            steps.forEach(step -> stored.put(step.partition(), step.next()));
        }
    }

    /**
     * A statement's disclosures are in Kafka before it is. So what is missing once all of them have been read up to the present end is
     * not late, it was erased.
     */
    private int readDisclosuresOf(List<Received> statements, List<Received> disclosures) throws SQLException {
        Map<TopicPartition, Long> covered = new HashMap<>();
        for (Received statement : statements) {
            if (statement.offset() >= coveredUpTo.getOrDefault(statement.partition(), 0L)) {
                TopicPartition partition = topics.statements(statement.partition());
                covered.put(partition, log.knownEnd(partition));
            }
        }
        if (covered.isEmpty()) {
            return 0;
        }
        Map<TopicPartition, Long> ends = log.ends(covered.keySet().stream()
                .map(partition -> topics.disclosures(partition.partition()))
                .toList());
        int records = 0;
        log.readDisclosuresOnly();
        long patience = System.nanoTime() + DISCLOSURES_PATIENCE.toNanos();
        while (!reached(ends)) {
            List<Received> more = log.poll(POLL).disclosures();
            if (!more.isEmpty()) {
                disclosures.addAll(more);
                records += more.size();
                patience = System.nanoTime() + DISCLOSURES_PATIENCE.toNanos();
            } else if (System.nanoTime() > patience) {
                throw new KafkaUnavailable("Kafka does not hand out the disclosures it has");
            }
            if (disclosures.size() >= maxRecords) {
                apply(List.of(), disclosures);
                disclosures.clear();
            }
        }
        log.readAll();
        covered.forEach((partition, end) -> coveredUpTo.put(partition.partition(), end));
        return records;
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> log.position(end.getKey()) >= end.getValue());
    }

    /** Asks Kafka how far the assigned partitions go now. */
    public void lookAtEnds() {
        ends.putAll(log.ends(stored.keySet()));
    }

    /** Whether all has been applied that was there at the last look. */
    public boolean isCaughtUp() {
        return ends.entrySet().stream().allMatch(end -> stored.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** How many offsets of assigned partitions are not applied yet, by topic; asks Kafka. */
    public Map<String, Long> lag() {
        lookAtEnds();
        Map<String, Long> lag = new HashMap<>();
        ends.forEach((partition, end) ->
                lag.merge(partition.topic(), Math.max(0, end - stored.getOrDefault(partition, 0L)), Long::sum));
        return lag;
    }

    /** The offsets applied, of all assigned partitions together; may be asked from any thread. */
    public long applied() {
        return stored.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The ends at the last look, of all assigned partitions together; may be asked from any thread. */
    public long known() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private void apply(List<Received> statements, List<Received> disclosures) throws SQLException {
        long start = System.nanoTime();
        List<Arrival> arrivals = statements.stream().map(Arrival::of).toList();
        Set<TopicPartition> moved = new HashSet<>();
        statements.forEach(each -> moved.add(topics.statements(each.partition())));
        disclosures.forEach(each -> moved.add(topics.disclosures(each.partition())));
        List<JdbcPositions.Step> steps = moved.stream()
                .map(partition ->
                        new JdbcPositions.Step(partition, stored.getOrDefault(partition, 0L), log.position(partition)))
                .toList();
        Batch batch = new Batch(folds, before, readModels, topics);
        disclosures.forEach(batch::takeDisclosures);
        try (Connection connection = dataSource.getConnection()) {
            batch.fold(connection, arrivals);
            commit(connection, batch, steps);
        }
        batch.written().forEach(hot::remember);
        steps.forEach(step -> stored.put(step.partition(), step.next()));
        batch.logHalts();
        batch.report(observer, statements.size() + disclosures.size(), start);
    }

    /** Parked records may have become readable with a new version of this program. */
    private void retryParked(Collection<Integer> partitions) throws SQLException {
        long start = System.nanoTime();
        Batch batch = new Batch(folds, before, readModels, topics);
        try (Connection connection = dataSource.getConnection()) {
            List<UUID> halted = JdbcHeldBack.haltedLedgers(connection, partitions);
            if (halted.isEmpty()) {
                return;
            }
            batch.retry(connection, halted);
            List<JdbcPositions.Step> unmoved = stored.entrySet().stream()
                    .map(each -> new JdbcPositions.Step(each.getKey(), each.getValue(), each.getValue()))
                    .toList();
            commit(connection, batch, unmoved);
        }
        batch.logHalts();
        batch.report(observer, 0, start);
    }

    private void commit(Connection connection, Batch batch, List<JdbcPositions.Step> steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            begin(connection, steps);
            if (!isWritten(connection, batch)) {
                connection.rollback();
                begin(connection, steps);
                batch.writeOneByOne(connection);
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** False when something in the batch cannot be written: what it is shows when its ledgers are written one by one. */
    private static boolean isWritten(Connection connection, Batch batch) throws SQLException {
        try {
            batch.write(connection);
            return true;
        } catch (SQLException e) {
            if (!Batch.isAboutData(e)) {
                throw e;
            }
            return false;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void begin(Connection connection, List<JdbcPositions.Step> steps) throws SQLException {
        if (yieldsToRebuild) {
            try (PreparedStatement lock = connection.prepareStatement(Locks.SHARE_SCHEMA)) {
                lock.execute();
            }
        }
        if (!lease.holds(connection)) {
            throw new LeaseLost();
        }
        if (!JdbcPositions.advance(connection, steps, topicIds)) {
            throw new PositionsMoved();
        }
    }

    /** Lets a thread in {@link #step} return at once, with Kafka's WakeupException. */
    public void wakeup() {
        log.wakeup();
    }

    @Override
    public void close() {
        log.close();
    }

    /** Another worker may have the partitions: {@link Ownership#refresh} says whose they are. */
    static final class LeaseLost extends RuntimeException {
        LeaseLost() {
            super("the partitions are another worker's");
        }
    }

    /** Another feed has the partitions: what this one believes is out of date. */
    static final class PositionsMoved extends RuntimeException {
        PositionsMoved() {
            super("the stored offsets are others than those read from");
        }
    }
}
