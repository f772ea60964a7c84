package dev.kept.subscriptions.reminders.sending;

import dev.kept.subscriptions.reminders.People;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Notes in which ledgers something was recorded, and has those looked at soon who want to know as it happens. What a crash makes it
 * forget is found within the hour, because they are looked at that often anyway.
 */
public final class Sooner implements SmartLifecycle {

    /** What comes together goes together. */
    private static final Duration AFTER = Duration.ofMinutes(5);

    private static final long EVERY_MILLIS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Sooner.class);

    private final People people;
    private final Clock clock;
    private final Set<UUID> ledgers = new HashSet<>();
    private volatile boolean running;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reminders-sooner").factory());

    Sooner(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** Something was recorded in these ledgers. */
    public synchronized void recorded(Collection<UUID> inLedgers) {
        if (running) {
            ledgers.addAll(inLedgers);
        }
    }

    void tell() {
        Set<UUID> noted = taken();
        if (noted.isEmpty()) {
            return;
        }
        try {
            people.lookSooner(noted, clock.instant().plus(AFTER));
        } catch (DataAccessException e) {
            log.debug("Those who want to know as it happens are looked at within the hour");
        }
    }

    private synchronized Set<UUID> taken() {
        Set<UUID> noted = Set.copyOf(ledgers);
        ledgers.clear();
        return noted;
    }

    @Override
    public void start() {
        running = true;
        var _ = timer.scheduleWithFixedDelay(this::tell, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
