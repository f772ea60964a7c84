package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the entries of many commands in one transaction: while one commit waits for the disk, the next commands gather. When a row
 * of a batch is taken, or the database refuses the batch, each command is tried alone, so that none suffers for another.
 */
final class AppendLane {

    static final int MOST_COMMANDS = 128;
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_WAITING = 1_024;
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
    private final Thread thread;
    private volatile boolean open = true;
    private boolean away;
    private @Nullable Append carried;

    AppendLane(int number, DataSource dataSource, CommitSignal signal, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.signal = signal;
        this.batchSizes = DistributionSummary.builder("kept.store.batch")
                .description("Commands committed by one transaction")
                .register(metrics);
        this.thread = Thread.ofPlatform().daemon().name("append-lane-" + number).start(this::run);
    }

    void append(Append append) {
        if (!open || !queue.offer(append)) {
            throw StoreUnavailable.notRecorded("Too many commands are waiting to be stored.");
        }
        append.await(QUEUED_MILLIS, TAKEN_MILLIS);
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
        try {
            List<Append> batch = next();
            while (open || !batch.isEmpty()) {
                if (!batch.isEmpty()) {
                    store(batch);
                }
                batch = next();
            }
        } catch (InterruptedException e) {
            log.debug("Lane interrupted");
        }
        StoreUnavailable stopping = StoreUnavailable.notRecorded("The service is stopping.");
        for (Append left = queue.poll(); left != null; left = queue.poll()) {
            left.failed(stopping);
        }
    }

    /** What waits, up to the limits of a batch; empty when nothing came for a moment. */
    private List<Append> next() throws InterruptedException {
        List<Append> batch = new ArrayList<>();
        Append candidate = carried != null ? carried : queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        carried = null;
        int bytes = 0;
        while (candidate != null) {
            bytes += candidate.bytes();
            if (!batch.isEmpty() && bytes > MOST_BYTES) {
                carried = candidate;
                return batch;
            }
            if (candidate.take()) {
                batch.add(candidate);
            }
            candidate = batch.size() < MOST_COMMANDS ? queue.poll() : null;
        }
        return batch;
    }

    /** Whatever happens, each caller learns of it: a lane must not die, nor leave anyone waiting. */
    private void store(List<Append> batch) {
        try {
            List<Append> left = tryTogether(batch) ? List.of() : batch;
            left.forEach(this::storeAlone);
            reportBack();
        } catch (CommitUnknown e) {
            reportAway(e.getCause());
            batch.forEach(append -> append.failed(StoreUnavailable.unknown()));
        } catch (SQLException e) {
            reportAway(e);
            batch.forEach(append -> append.failed(StoreUnavailable.notRecorded("The store does not answer.")));
        } catch (RuntimeException | Error e) {
            log.error("A lane could not store a batch of {}", batch.size(), e);
            batch.forEach(append -> append.failed(new EventStoreException("the batch could not be stored", e)));
        }
    }

    /** True: committed, and the callers told. False: nothing was stored, and trying each alone may help. */
    private boolean tryTogether(List<Append> batch) throws SQLException, CommitUnknown {
        try {
            if (!commit(batch)) {
                return false;
            }
        } catch (SQLException e) {
            if (SqlStates.isAboutTheRows(e)) {
                return false;
            }
            // Most often a connection from before a restart of PostgreSQL: nothing was committed, and the next one is
            // new.
            if (!commit(batch)) {
                return false;
            }
        }
        signal.raise();
        batchSizes.record(batch.size());
        batch.forEach(Append::stored);
        return true;
    }

    private void storeAlone(Append append) {
        try {
            if (commit(List.of(append))) {
                signal.raise();
                batchSizes.record(1);
                append.stored();
            } else {
                append.failed(isRecorded(append));
            }
        } catch (CommitUnknown e) {
            append.failed(StoreUnavailable.unknown());
        } catch (SQLException e) {
            append.failed(
                    SqlStates.isConcurrency(e)
                            ? taken(append)
                            : SqlStates.isAboutTheRows(e)
                                    ? new EventStoreException(
                                            "the store refused an entry: SQL state " + e.getSQLState())
                                    : StoreUnavailable.notRecorded("The store does not answer."));
        }
    }

    /** False when a row was taken: rolled back. */
    private boolean commit(List<Append> appends) throws SQLException, CommitUnknown {
        List<EntryRow> rows =
                appends.stream().flatMap(append -> append.rows().stream()).toList();
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            if (EntryRows.insertEntries(connection, rows) < rows.size()) {
                connection.rollback();
                return false;
            }
            EntryRows.insertDisclosures(connection, rows);
            commit(connection);
            return true;
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
