package dev.kept.commitments.follower;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something for all processes while this one leads, in a thread of its own; the others stand by. Everything it reads and saves goes
 * through the connection that holds the lock: a process that loses one has lost the other.
 */
public abstract class Leader implements SmartLifecycle {

    private static final Duration STANDBY = Duration.ofSeconds(1);
    private static final long STOP_MILLIS = 4_000;

    private static final Logger log = LoggerFactory.getLogger(Leader.class);

    private final String name;
    private final LeaderLock lock;
    private final DataSource connections;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param connections gives new connections, one of which is kept as long as this leads */
    protected Leader(String name, LeaderLock lock, DataSource connections) {
        this.name = name;
        this.lock = lock;
        this.connections = connections;
    }

    /** Leads until {@link #isRunning} is false, or something fails. */
    protected abstract void lead(Connection connection) throws Exception;

    /** Waits, but not when this is to stop. */
    protected final void pause(Duration duration) throws InterruptedException {
        if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            log.debug("{} stops", name);
        }
    }

    /** Another process leads. */
    protected abstract void standsBy();

    /** @return how long to wait before trying again */
    protected abstract Duration failed(Exception failure);

    /** The thread has ended. */
    protected abstract void stopped();

    @Override
    public final void start() {
        stopping = new CountDownLatch(1);
        running = true;
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** All leaders at once: each may be waiting for Kafka, and a container is killed ten seconds after it was told to stop. */
    @Override
    public final void stop(Runnable callback) {
        Thread.ofVirtual().name("stop-" + name).start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public final void stop() {
        running = false;
        stopping.countDown();
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
    public final boolean isRunning() {
        return running;
    }

    /** After the web server has stopped: most often what it took last is seen to by then. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        try {
            while (running) {
                Duration pause = STANDBY;
                try (Connection connection = connections.getConnection()) {
                    if (lock.tryTake(connection)) {
                        lead(connection);
                        continue;
                    }
                    standsBy();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    pause = failed(e);
                }
                pause(pause);
            }
        } catch (InterruptedException e) {
            log.debug("{} interrupted", name);
        }
        stopped();
    }
}
