package dev.kept.projections.store.ingest;

import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.fold.ItemFold;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One thread with one feed: takes its share of the partitions, applies what comes, and waits out whatever is away. */
final class Worker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final long LOOK_AROUND_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final String name;
    private final IngestSettings settings;
    private final ReadDatabase database;
    private final DataSource dataSource;
    private final List<ItemFold<?, ?>> folds;
    private final Observer observer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile State state = new State(Set.of(), Map.of(), "the start", false);
    private volatile @Nullable Feed feed;

    Worker(
            String name,
            IngestSettings settings,
            ReadDatabase database,
            DataSource dataSource,
            List<ItemFold<?, ?>> folds,
            Observer observer) {
        this.name = name;
        this.settings = settings;
        this.database = database;
        this.dataSource = dataSource;
        this.folds = folds;
        this.observer = observer;
    }

    /**
     * @param waitingFor null when all goes well
     * @param caughtUpOnce stays true from when it first had nothing left to apply
     */
    record State(
            Set<Integer> partitions,
            Map<String, Long> lag,
            @Nullable String waitingFor,
            boolean caughtUpOnce) {}

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    void stop() {
        stopped.countDown();
        Feed current = feed;
        if (current != null) {
            current.wakeup();
        }
    }

    @Override
    public void run() {
        long pause = FIRST_PAUSE_MILLIS;
        try (Ownership ownership = new Ownership(database, Ownership.LEASE)) {
            while (!isStopped()) {
                try (Feed fresh =
                        new Feed(settings.kafka(), name, settings.maxRecords(), dataSource, folds, true, observer)) {
                    feed = fresh;
                    work(fresh, ownership);
                } catch (WakeupException e) {
                    // Only stop() wakes.
                } catch (SQLException | RuntimeException e) {
                    pause = state.waitingFor() == null ? FIRST_PAUSE_MILLIS : pause;
                    waitFor(e);
                    pause(pause);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                } finally {
                    feed = null;
                }
            }
        }
    }

    private void work(Feed current, Ownership ownership) throws SQLException {
        Set<Integer> all = current.partitions();
        Lease mine = Lease.NONE;
        long lookAround = System.nanoTime();
        while (!isStopped()) {
            if (System.nanoTime() - lookAround >= 0) {
                Lease now = ownership.refresh(all, state.caughtUpOnce());
                if (!now.equals(mine) || current.hasOtherTopics()) {
                    current.assign(now);
                    mine = now;
                }
                good(mine.partitions(), current.lag());
                lookAround = System.nanoTime() + LOOK_AROUND_NANOS;
            }
            if (mine.partitions().isEmpty()) {
                pause(IDLE.toMillis());
            } else if (!stepped(current, mine)) {
                lookAround = System.nanoTime();
                mine = Lease.NONE;
            }
        }
    }

    /** False when it has to be looked whose the partitions are. */
    private boolean stepped(Feed current, Lease mine) throws SQLException {
        try {
            current.step(IDLE);
            return true;
        } catch (Feed.PositionsMoved e) {
            LOG.info("{} reads its offsets anew: a rebuild or another process has moved them", name);
            pause(FIRST_PAUSE_MILLIS);
            current.assign(mine);
            return true;
        } catch (Feed.LeaseLost e) {
            LOG.info("{} looks anew which partitions are its own: a rebuild or another process came in between", name);
            return false;
        }
    }

    private void good(Set<Integer> partitions, Map<String, Long> lag) {
        String waitedFor = state.waitingFor();
        boolean nothingLeft = lag.values().stream().allMatch(records -> records == 0);
        state = new State(partitions, lag, null, state.caughtUpOnce() || nothingLeft);
        if (waitedFor != null) {
            LOG.info("{} goes on with partitions {}", name, partitions);
        }
    }

    /** One line for each thing that is away, however long it takes. */
    private void waitFor(Exception e) {
        String what = switch (e) {
            case KafkaUnavailable kafka -> String.valueOf(kafka.getMessage());
            case SQLException sql ->
                "PostgreSQL: " + sql.getClass().getSimpleName() + " (SQL state " + sql.getSQLState() + ")";
            case Feed.PositionsMoved ignored -> "another process has moved the offsets";
            case Feed.LeaseLost ignored -> "another worker has taken partitions over";
            default -> e.getClass().getSimpleName();
        };
        if (!what.equals(state.waitingFor())) {
            // At the very first start the relay makes the topics while this looks for them.
            boolean neverReadAnything = state.partitions().isEmpty() && !state.caughtUpOnce();
            LOG.atLevel(neverReadAnything && e instanceof KafkaUnavailable ? Level.INFO : Level.WARN)
                    .log("The read side waits and will go on by itself: {}", what);
        }
        state = new State(Set.of(), state.lag(), what, state.caughtUpOnce());
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            if (stopped.await(millis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }
}
