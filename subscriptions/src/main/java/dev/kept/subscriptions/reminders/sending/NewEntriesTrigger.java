package dev.kept.subscriptions.reminders.sending;

import dev.kept.projections.readmodels.Memberships;
import dev.kept.projections.readmodels.NewEntries;
import dev.kept.subscriptions.reminders.People;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Brings the next check forward of people who want to be reminded as things happen, when one of their ledgers has new entries. Whoever is
 * new here is checked soon too, because something may have been recorded before the watch began.
 */
final class NewEntriesTrigger implements SmartLifecycle {

    /** What is recorded within this time goes into one mail. */
    private static final Duration AFTER = Duration.ofMinutes(5);

    private static final Duration SURVEY = Duration.ofSeconds(5);
    private static final long EVERY_MILLIS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(NewEntriesTrigger.class);

    private final People people;
    private final Memberships memberships;
    private final NewEntries newEntries;
    private final Clock clock;
    private final Map<UUID, NewEntries.Watch> watches = new HashMap<>();
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private Map<UUID, Set<UUID>> readersOf = Map.of();
    private long nextSurvey = System.nanoTime();
    private volatile boolean running;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reminders-new-entries").factory());

    NewEntriesTrigger(People people, Memberships memberships, NewEntries newEntries, Clock clock) {
        this.people = people;
        this.memberships = memberships;
        this.newEntries = newEntries;
        this.clock = clock;
    }

    private void run() {
        Set<UUID> ledgers = Set.copyOf(changed);
        changed.removeAll(ledgers);
        try {
            Set<UUID> soon = new HashSet<>();
            if (System.nanoTime() - nextSurvey >= 0) {
                soon.addAll(survey());
                nextSurvey = System.nanoTime() + SURVEY.toNanos();
            }
            ledgers.forEach(ledger -> soon.addAll(readersOf.getOrDefault(ledger, Set.of())));
            bringForward(soon);
        } catch (DataAccessException e) {
            changed.addAll(ledgers);
            log.debug("Cannot bring reminders forward: {}", e.getClass().getSimpleName());
        }
    }

    /** Watches the ledgers of everybody who wants to know as things happen; returns the people who are new in one of them. */
    private Set<UUID> survey() {
        Map<UUID, Set<UUID>> before = readersOf;
        Map<UUID, Set<UUID>> now = memberships.ledgersOf(people.remindedAsItHappens());
        watches.entrySet().removeIf(each -> {
            boolean left = !now.containsKey(each.getKey());
            if (left) {
                each.getValue().close();
            }
            return left;
        });
        Set<UUID> newcomers = new HashSet<>();
        now.forEach((ledger, readers) -> {
            watches.computeIfAbsent(ledger, id -> newEntries.watch(id, () -> changed.add(id)));
            Set<UUID> known = before.getOrDefault(ledger, Set.of());
            readers.stream().filter(reader -> !known.contains(reader)).forEach(newcomers::add);
        });
        readersOf = now;
        return newcomers;
    }

    private void bringForward(Collection<UUID> members) {
        if (!members.isEmpty()) {
            people.bringForward(members, clock.instant().plus(AFTER));
        }
    }

    @Override
    public void start() {
        running = true;
        var _ = timer.scheduleWithFixedDelay(this::run, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
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
