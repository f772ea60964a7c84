package dev.kept.pages;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Deletes sessions that were not used for too long; doing it on two replicas at once does no harm. */
final class IdleSessions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IdleSessions.class);
    private static final long EVERY_MINUTES = 10;

    private final PagesSessions sessions;
    private volatile boolean running;
    private ScheduledExecutorService timer = timer();

    IdleSessions(PagesSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void start() {
        if (timer.isShutdown()) {
            timer = timer();
        }
        var _ = timer.scheduleWithFixedDelay(this::delete, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
        running = true;
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void delete() {
        try {
            sessions.deleteIdle();
        } catch (RuntimeException e) {
            // Left for the next round; the class name alone, since a database's message may quote a row.
            LOG.warn("Idle sessions were not deleted: {}", e.getClass().getName());
        }
    }

    private static ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("pages-idle-sessions").daemon().factory());
    }
}
