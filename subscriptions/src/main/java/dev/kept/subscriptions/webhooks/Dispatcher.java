package dev.kept.subscriptions.webhooks;

import dev.kept.projections.readmodels.NewEntries;
import dev.kept.projections.readmodels.StoredEntries;
import dev.kept.subscriptions.webhooks.JdbcProgress.Claim;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Finds the webhooks that have something to send, and starts a thread for each. New entries wake it; it also polls the table. Several
 * processes may do this: a lease gives each webhook to one of them.
 */
final class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration SURVEY = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final NewEntries newEntries;
    private final StoredEntries entries;
    private final JdbcProgress progress;
    private final Delivery delivery;
    private final DeliveryMetrics metrics;
    private final Runnable housekeeping;
    private final Duration lease;
    private final int most;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<UUID, NewEntries.Watch> watched = new HashMap<>();
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();
    private final Set<UUID> appeared = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Dispatcher(
            NewEntries newEntries,
            StoredEntries entries,
            JdbcProgress progress,
            Delivery delivery,
            DeliveryMetrics metrics,
            Runnable housekeeping,
            WebhookSettings settings) {
        this.newEntries = newEntries;
        this.entries = entries;
        this.progress = progress;
        this.delivery = delivery;
        this.metrics = metrics;
        this.housekeeping = housekeeping;
        this.lease = settings.lease();
        this.most = settings.concurrency();
        this.free = new Semaphore(most);
    }

    /** A webhook of this ledger was created, changed or resumed. */
    void look(UUID ledger) {
        appeared.add(ledger);
        wake(ledger);
    }

    private void wake(UUID ledger) {
        waiting.add(ledger);
        news.release();
    }

    private void run() {
        long nextSurvey = System.nanoTime();
        while (running) {
            try {
                if (System.nanoTime() - nextSurvey >= 0) {
                    survey();
                    nextSurvey = System.nanoTime() + SURVEY.toNanos();
                }
                appeared.removeIf(this::watch);
                dispatch();
                if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.debug("Cannot look for webhooks to send", e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Watches the ledgers that have webhooks, and finds new entries whose notification was missed. */
    private void survey() {
        Map<UUID, Long> slowest = progress.active();
        watched.entrySet().removeIf(each -> {
            boolean left = !slowest.containsKey(each.getKey());
            if (left) {
                each.getValue().close();
            }
            return left;
        });
        slowest.keySet().forEach(this::watch);
        entries.heads(slowest.keySet()).forEach((ledger, head) -> {
            if (head > slowest.getOrDefault(ledger, head)) {
                waiting.add(ledger);
            }
        });
        housekeeping.run();
        metrics.counted(progress.counts());
    }

    private boolean watch(UUID ledger) {
        watched.computeIfAbsent(ledger, id -> newEntries.watch(id, () -> wake(id)));
        return true;
    }

    private void dispatch() {
        int room = free.availablePermits();
        if (room == 0) {
            return;
        }
        Set<UUID> now = Set.copyOf(waiting);
        waiting.removeAll(now);
        List<Claim> claims;
        try {
            claims = progress.claim(now, lease, room);
        } catch (RuntimeException e) {
            waiting.addAll(now);
            throw e;
        }
        if (claims.size() == room) {
            waiting.addAll(now);
        }
        for (Claim claim : claims) {
            free.acquireUninterruptibly();
            senders.execute(() -> send(claim));
        }
    }

    @SuppressWarnings("try")
    private void send(Claim claim) {
        // New entries that arrive meanwhile find the webhook claimed, so the claimant looks again at the end.
        Semaphore meanwhile = new Semaphore(0);
        boolean more = false;
        try (NewEntries.Watch watching = newEntries.watch(claim.ledger(), meanwhile::release)) {
            more = delivery.run(claim, () -> running);
            progress.release(claim);
        } catch (RuntimeException e) {
            // The lease expires, and another sender takes over.
            LOG.warn("A webhook could not be sent: {}", e.getClass().getName());
        } finally {
            free.release();
        }
        if (running && (more || meanwhile.availablePermits() > 0)) {
            wake(claim.ledger());
        } else if (running) {
            news.release();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("webhooks-dispatch").start(this::run);
    }

    /** Waits a little for running attempts. One that is cut off is sent again when its lease has expired. */
    @Override
    public void stop() {
        running = false;
        news.release();
        try {
            if (free.tryAcquire(most, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
