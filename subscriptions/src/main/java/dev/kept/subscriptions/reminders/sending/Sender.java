package dev.kept.subscriptions.reminders.sending;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionException;

/**
 * Runs a round each second in the process that leads; the others stand by. What became due while nobody led is sent by the next
 * leader.
 */
final class Sender implements SmartLifecycle {

    private static final String TRY_LOCK = "select pg_try_advisory_lock(1263555149, 0)";
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofSeconds(30);
    private static final long STOP_MILLIS = 5_000;
    private static final int ANSWER_SECONDS = 5;

    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    /** Opens sessions with the database. */
    interface Sessions {
        Connection open() throws SQLException;
    }

    private final Sessions sessions;
    private final Function<DataSource, Rounds> rounds;
    private final BooleanSupplier upToDate;
    private final Runnable first;
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition stopped = turn.newCondition();
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * Does nothing before it is started.
     *
     * @param sessions one of them is kept outside any pool, so that the lock ends with the session
     * @param upToDate whether the read models can be relied on to hold what was recorded
     * @param first done once, before anything else
     */
    Sender(Sessions sessions, Function<DataSource, Rounds> rounds, BooleanSupplier upToDate, Runnable first) {
        this.sessions = sessions;
        this.rounds = rounds;
        this.upToDate = upToDate;
        this.first = first;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("reminders").start(this::lead);
    }

    @Override
    public void stop() {
        running = false;
        turn.lock();
        try {
            stopped.signalAll();
        } finally {
            turn.unlock();
        }
        Thread leading = thread;
        if (leading != null) {
            try {
                leading.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            leading.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void lead() {
        Duration pause = TICK;
        try {
            first.run();
            while (running) {
                try (Connection connection = sessions.open()) {
                    while (running && !tryTake(connection)) {
                        pause(TICK);
                    }
                    lead(connection);
                    pause = TICK;
                } catch (SQLException | DataAccessException | TransactionException e) {
                    // Only the class: the message may quote a row.
                    log.warn("Reminders wait for the database: {}", e.getClass().getSimpleName());
                    pause = longer(pause);
                } catch (RuntimeException e) {
                    log.error(
                            "Reminders failed and start again: {}", e.getClass().getName());
                    pause = longer(pause);
                }
                pause(pause);
            }
        } catch (InterruptedException e) {
            log.debug("Reminders interrupted");
        }
    }

    /** Everything is written through the connection that holds the lock, so a process that lost the lock cannot write. */
    private void lead(Connection connection) throws InterruptedException, SQLException {
        try (Rounds own = rounds.apply(new SingleConnectionDataSource(connection, true))) {
            lead(connection, own);
        }
    }

    private void lead(Connection connection, Rounds own) throws InterruptedException, SQLException {
        while (running) {
            // In each round, also without work: PostgreSQL ends a silent session, and another process leads.
            if (!connection.isValid(ANSWER_SECONDS)) {
                throw new SQLException("the session has ended", "08006");
            }
            boolean more = upToDate.getAsBoolean() && own.run();
            if (!more) {
                pause(TICK);
            }
        }
    }

    /** Whether the session holds the lock now; it holds it until it ends. */
    static boolean tryTake(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRY_LOCK)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(SLOWEST) > 0 ? SLOWEST : twice;
    }

    private void pause(Duration duration) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            long nanos = duration.toNanos();
            while (running && nanos > 0) {
                nanos = stopped.awaitNanos(nanos);
            }
        } finally {
            turn.unlock();
        }
    }
}
