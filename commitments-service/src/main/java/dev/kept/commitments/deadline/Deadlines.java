package dev.kept.commitments.deadline;

import dev.kept.commitments.eventstore.CommitSignal;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.follower.Leader;
import dev.kept.commitments.follower.LeaderLock;
import dev.kept.commitments.kernel.LedgerBus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionException;

/**
 * Records misses and windows that ran out, each second, in the one process that leads; the others stand by. What passed while nobody
 * led is recorded once somebody does.
 */
public final class Deadlines extends Leader {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofSeconds(30);
    private static final Duration LEAD_WITHIN = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

    private final CommitSignal signal;
    private final LedgerBus bus;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition changed = turn.newCondition();
    private @Nullable DeadlineRecorder recorder;
    private volatile boolean leads;
    private Duration pause = TICK;

    /**
     * Does nothing before it is started.
     *
     * @param connections gives new connections, one of which is kept as long as this leads
     */
    Deadlines(DataSource connections, CommitSignal signal, LedgerBus bus, Clock clock) {
        super("deadlines", LeaderLock.DEADLINES, connections);
        this.signal = signal;
        this.bus = bus;
        this.clock = clock;
    }

    /**
     * Lives through the time up to an instant as if it passed: moves the clock to just after each instant that something waits for, and
     * records what has passed by then. For clocks that are set by hand.
     *
     * @param until where the clock stands in the end
     * @param moveClock sets the clock this was made with
     * @throws IllegalStateException when this process does not get to lead
     */
    public void advance(Instant until, Consumer<Instant> moveClock) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            DeadlineRecorder leading = awaitRecorder();
            Optional<Instant> next = leading.next();
            while (next.isPresent() && next.get().isBefore(until)) {
                moveClock.accept(next.get().plusMillis(1));
                leading.runToHead();
                next = leading.next();
            }
            moveClock.accept(until);
        } finally {
            turn.unlock();
        }
    }

    /** Records, before it returns, whatever has passed by the clock. Otherwise as {@link #advance}. */
    public void run() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            awaitRecorder().runToHead();
        } finally {
            turn.unlock();
        }
    }

    /** Whether this process is the one that records. */
    boolean leads() {
        return leads;
    }

    /** Before the web server stops: what it would record, another process does. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    protected void lead(Connection connection) throws InterruptedException {
        try (DeadlineRecorder own =
                new DeadlineRecorder(new SingleConnectionDataSource(connection, true), signal, bus, clock)) {
            setRecorder(own);
            while (isRunning()) {
                turn.lockInterruptibly();
                try {
                    own.run();
                } finally {
                    turn.unlock();
                }
                pause = TICK;
                pause(TICK);
            }
        } finally {
            setRecorder(null);
        }
    }

    @Override
    protected void standsBy() {
        pause = TICK;
    }

    @Override
    protected Duration failed(Exception failure) {
        switch (failure) {
            case StoreUnavailable e -> storeAway(e);
            case SQLException e -> storeAway(e);
            case DataAccessException e -> storeAway(e);
            case TransactionException e -> storeAway(e);
            default -> log.error("Deadlines failed and start over", failure);
        }
        pause = longer(pause);
        return pause;
    }

    /** The kind alone: a message of the database may quote a row. */
    private static void storeAway(Exception e) {
        log.warn("Deadlines wait for the store: {}", e.getClass().getSimpleName());
    }

    @Override
    protected void stopped() {
        log.debug("Deadlines have stopped");
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(SLOWEST) > 0 ? SLOWEST : twice;
    }

    private DeadlineRecorder awaitRecorder() throws InterruptedException {
        long nanos = LEAD_WITHIN.toNanos();
        while (recorder == null) {
            if (nanos <= 0) {
                throw new IllegalStateException("Another process records deadlines, or the store is away.");
            }
            nanos = changed.awaitNanos(nanos);
        }
        return recorder;
    }

    private void setRecorder(@Nullable DeadlineRecorder next) {
        turn.lock();
        try {
            recorder = next;
            leads = next != null;
            changed.signalAll();
        } finally {
            turn.unlock();
        }
    }
}
