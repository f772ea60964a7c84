package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the entries of many commands in one transaction: while one commit waits for the disk, the next commands gather. When a row
 * of a batch is taken, its command is refused and the rest is stored together; when the database refuses a batch, its halves are tried.
 * So none suffers for another, and many never wait for one commit each.
 */
final class AppendLane {

    static final int MOST_COMMANDS = 128;
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_WAITING = 1_024;
    private static final long MOST_WAITING_BYTES = 16 << 20;
    private static final long QUEUED_MILLIS = 5_000;
    /** Longer than the connection's own timeouts, which end an attempt and its repetition. */
    private static final long TAKEN_MILLIS = 60_000;

    private static final long POLL_MILLIS = 200;
    private static final long STOP_MILLIS = 10_000;

    private static final String IS_RECORDED = """
        SELECT 1 FROM commitments.entry WHERE ledger_id = ? AND command_id = ? LIMIT 1
        """;

    private static final Logger log = LoggerFactory.getLogger(AppendLane.class);

    private final DataSource dataSource;
    private final CommitSignal signal;
    private final DistributionSummary batchSizes;
    private final BlockingQueue<Append> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Thread thread;
    private volatile boolean open = true;
    private boolean away;
    private @Nullable Append carried;
    private List<Append> batch = List.of();
    private final TreeEdges edges = new TreeEdges();

    AppendLane(int number, DataSource dataSource, CommitSignal signal, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.signal = signal;
        this.batchSizes = DistributionSummary.builder("kept.store.batch")
                .description("Commands committed by one transaction")
                .register(metrics);
        this.thread = Thread.ofPlatform().daemon().name("append-lane-" + number).start(this::run);
    }

    void append(Append append) {
        if (!open || !enqueued(append)) {
            throw StoreUnavailable.notRecorded("Too many commands are waiting to be stored.");
        }
        append.await(QUEUED_MILLIS, TAKEN_MILLIS);
    }

    /** False when too many wait, or too much; a command that is long by itself is taken when nothing else waits. */
    private boolean enqueued(Append append) {
        long before = queuedBytes.getAndAdd(append.bytes());
        boolean room = before == 0 || before + append.bytes() <= MOST_WAITING_BYTES;
        if (room && queue.offer(append)) {
            return true;
        }
        queuedBytes.addAndGet(-append.bytes());
        return false;
    }

    private @Nullable Append dequeued(@Nullable Append append) {
        if (append != null) {
            queuedBytes.addAndGet(-append.bytes());
        }
        return append;
    }

    /** Whether it takes up what is appended. */
    boolean isAlive() {
        return thread.isAlive();
    }

    int waiting() {
        return queue.size();
    }

    void refuseMore() {
        open = false;
    }

    void awaitEnd() {
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        boolean more = true;
        while (more) {
            try {
                batch = next();
                more = open || !batch.isEmpty();
                if (!batch.isEmpty()) {
                    store(batch);
                }
            } catch (InterruptedException e) {
                // Interrupted while it is closed: the end. By anybody else: no reason to leave callers waiting.
                more = open;
            } catch (RuntimeException | Error e) {
                // It must not die: nobody else stores what its ledgers' callers wait for.
                batch.forEach(append -> append.failed(StoreUnavailable.unknown()));
                log.error("A lane failed and goes on", e);
            }
        }
        StoreUnavailable stopping = StoreUnavailable.notRecorded("The service is stopping.");
        if (carried != null) {
            carried.failed(stopping);
        }
        for (Append left = queue.poll(); left != null; left = queue.poll()) {
            left.failed(stopping);
        }
    }

    /** What waits, up to the limits of a batch; empty when nothing came for a moment. */
    private List<Append> next() throws InterruptedException {
        List<Append> taken = new ArrayList<>();
        batch = taken;
        Append candidate = carried != null ? carried : dequeued(queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS));
        carried = null;
        int bytes = 0;
        while (candidate != null) {
            bytes += candidate.bytes();
            if (!taken.isEmpty() && bytes > MOST_BYTES) {
                carried = candidate;
                return taken;
            }
            if (candidate.take()) {
                taken.add(candidate);
            }
            candidate = taken.size() < MOST_COMMANDS ? dequeued(queue.poll()) : null;
        }
        return taken;
    }

    /** Whatever happens, each caller learns of it. */
    private void store(List<Append> appends) {
        try {
            storeTogether(appends);
            reportBack();
        } catch (CommitUnknown e) {
            reportAway(e.getCause());
            appends.forEach(append -> append.failed(StoreUnavailable.unknown()));
        } catch (SQLException e) {
            reportAway(e);
            appends.forEach(append -> append.failed(StoreUnavailable.notRecorded("The store does not answer.")));
        }
    }

    private void storeTogether(List<Append> appends) throws SQLException, CommitUnknown {
        List<Append> left = appends;
        while (!left.isEmpty()) {
            Set<UUID> inTheWay;
            try {
                inTheWay = tryTogether(left);
            } catch (SQLException e) {
                if (!SqlStates.isAboutTheRows(e)) {
                    throw e;
                }
                refuseOrHalve(left, e);
                return;
            }
            List<Append> conflicting = left.stream()
                    .filter(append -> inTheWay.contains(append.ledger()))
                    .toList();
            for (Append append : conflicting) {
                append.failed(isRecorded(append));
            }
            left = conflicting.isEmpty()
                    ? List.of()
                    : left.stream()
                            .filter(append -> !inTheWay.contains(append.ledger()))
                            .toList();
        }
    }

    /** The database does not say which row it refuses. */
    private void refuseOrHalve(List<Append> refused, SQLException e) throws SQLException, CommitUnknown {
        if (refused.size() == 1) {
            Append append = refused.getFirst();
            append.failed(
                    SqlStates.isConcurrency(e)
                            ? taken(append)
                            : new EventStoreException("the store refused an entry: SQL state " + e.getSQLState()));
            return;
        }
        int half = refused.size() / 2;
        storeTogether(refused.subList(0, half));
        storeTogether(refused.subList(half, refused.size()));
    }

    /** Empty: committed, and the callers told. Else the ledgers where something was in the way, and nothing was stored. */
    private Set<UUID> tryTogether(List<Append> appends) throws SQLException, CommitUnknown {
        Set<UUID> inTheWay;
        try {
            inTheWay = commit(appends);
        } catch (SQLException e) {
            if (SqlStates.isAboutTheRows(e)) {
                throw e;
            }
            // Most often a connection from before a restart of PostgreSQL: nothing was committed, and the next one is
            // new.
            inTheWay = commit(appends);
        }
        if (inTheWay.isEmpty()) {
            appends.forEach(Append::stored);
            signal.raise();
            batchSizes.record(appends.size());
        }
        return inTheWay;
    }

    /** The ledgers with a row whose sequence or command id was taken; when there is one, it has rolled back. */
    private Set<UUID> commit(List<Append> appends) throws SQLException, CommitUnknown {
        List<EntryRow> rows =
                appends.stream().flatMap(append -> append.rows().stream()).toList();
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            TreeEdges.Growth growth = edges.grow(connection, rows);
            if (!growth.inTheWay().isEmpty()) {
                connection.rollback();
                return growth.inTheWay();
            }
            if (EntryRows.insertEntries(connection, rows, growth.nodes()) < rows.size()) {
                Set<EntryKey> inserted = EntryRows.inserted(connection, rows);
                connection.rollback();
                return rows.stream()
                        .map(EntryRow::key)
                        .filter(key -> !inserted.contains(key))
                        .map(EntryKey::ledger)
                        .collect(Collectors.toSet());
            }
            EntryRows.insertDisclosures(connection, rows);
            commit(connection);
            edges.keep(growth);
            return Set.of();
        } finally {
            giveBack(connection);
        }
    }

    private static void commit(Connection connection) throws SQLException, CommitUnknown {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (SqlStates.isConcurrency(e) || SqlStates.isAboutTheRows(e)) {
                throw e;
            }
            throw new CommitUnknown(e);
        }
    }

    /** What happens to the connection now changes nothing about what was committed. */
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection could not be given back", e);
        }
    }

    private RuntimeException isRecorded(Append append) throws SQLException {
        UUID command = append.command();
        if (command == null) {
            return taken(append);
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(IS_RECORDED)) {
            query.setObject(1, append.ledger());
            query.setObject(2, command);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new RepeatedCommand(append.ledger(), command) : taken(append);
            }
        }
    }

    private static RuntimeException taken(Append append) {
        return new ConcurrencyException("another entry has been appended to ledger " + append.ledger());
    }

    private void reportAway(@Nullable Throwable cause) {
        if (!away) {
            away = true;
            log.warn(
                    "PostgreSQL does not take entries; commands are refused until it does: {}",
                    SqlStates.summary(cause));
        }
    }

    private void reportBack() {
        if (away) {
            away = false;
            log.info("PostgreSQL takes entries again");
        }
    }

    /** The connection was lost while PostgreSQL committed: nobody knows whether it did. */
    private static final class CommitUnknown extends Exception {
        CommitUnknown(SQLException cause) {
            super(cause);
        }
    }
}
