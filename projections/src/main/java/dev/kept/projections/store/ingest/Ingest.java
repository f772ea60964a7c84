package dev.kept.projections.store.ingest;

import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.fold.ItemFold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/** Keeps the live read models up to date for as long as the application runs. */
public final class Ingest implements SmartLifecycle {

    /** After the web server has stopped taking requests, before the pools close. */
    private static final int PHASE = 0;

    private final IngestSettings settings;
    private final ReadDatabase database;
    private final DataSource dataSource;
    private final List<ItemFold<?, ?>> folds;
    private final Observer observer;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public Ingest(
            IngestSettings settings,
            ReadDatabase database,
            DataSource dataSource,
            List<ItemFold<?, ?>> folds,
            Observer observer) {
        this.settings = settings;
        this.database = database;
        this.dataSource = dataSource;
        this.folds = folds;
        this.observer = observer;
    }

    @Override
    public synchronized void start() {
        for (int i = 1; i <= settings.workers(); i++) {
            Worker worker = new Worker("projections-ingest-" + i, settings, database, dataSource, folds, observer);
            workers.add(worker);
            threads.add(Thread.ofPlatform().name(worker.name()).daemon().start(worker));
        }
    }

    @Override
    public synchronized void stop() {
        workers.forEach(Worker::stop);
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        workers.clear();
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !workers.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** How the workers of this process stand. */
    public synchronized State state() {
        Map<String, Long> lag = new HashMap<>();
        Set<Integer> partitions = new TreeSet<>();
        List<String> waitingFor = new ArrayList<>();
        boolean caughtUp = !workers.isEmpty();
        for (Worker worker : workers) {
            Worker.State state = worker.state();
            state.lag().forEach((topic, records) -> lag.merge(topic, records, Long::sum));
            partitions.addAll(state.partitions());
            caughtUp &= state.caughtUpOnce();
            if (state.waitingFor() != null) {
                waitingFor.add(state.waitingFor());
            }
        }
        return new State(partitions, lag, waitingFor, caughtUp);
    }

    /**
     * How the ingest of this process stands.
     *
     * @param partitions those this process feeds from
     * @param lag records not applied yet, by topic, as of the last look a few seconds ago
     * @param waitingFor what is away, in words; empty when all is there
     * @param caughtUpOnce whether everything there was at the start has been applied
     */
    public record State(
            Set<Integer> partitions, Map<String, Long> lag, List<String> waitingFor, boolean caughtUpOnce) {}
}
