package dev.kept.projections.store.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.ingest.Feed;
import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.KafkaUnavailable;
import dev.kept.projections.store.ingest.Observer;
import dev.kept.projections.store.ingest.Topics;
import dev.kept.projections.store.rebuild.Progress.Phase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Blue and green: fills new tables by the very code of live ingest while the old ones serve and are kept up to date, then swaps them
 * in one transaction. Cut short at any point it leaves the old ones as they are, or the new ones in their place. Needs no Spring.
 */
public final class Rebuild {

    private static final int FEEDS = 2;

    /** A few thousand, and not more: what a batch holds stands in memory until it is committed. */
    private static final int MAX_RECORDS = 4_000;

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final long NANOS = 1_000_000_000L;

    private final ReadDatabase database;
    private final KafkaSource kafka;
    private final List<ItemFold<?, ?>> folds;
    private final Consumer<Progress> listener;
    private final List<Feed> feeds = new ArrayList<>();
    private long began;

    /** @param listener is told from several threads, one at a time, how far it is */
    public Rebuild(ReadDatabase database, KafkaSource kafka, List<ItemFold<?, ?>> folds, Consumer<Progress> listener) {
        this.database = database;
        this.kafka = kafka;
        this.folds = List.copyOf(folds);
        this.listener = listener;
    }

    /**
     * A rebuild of everything this version knows.
     *
     * @param url JDBC URL of the read side's database
     * @param username the role that owns the schema {@code projections} and may create others
     * @param bootstrapServers Kafka's
     */
    public static Rebuild of(
            String url, String username, String password, String bootstrapServers, Consumer<Progress> listener) {
        return new Rebuild(
                new ReadDatabase(url, username, password),
                new KafkaSource(bootstrapServers, Topics.under(Topics.PREFIX)),
                Kinds.FOLDS,
                listener);
    }

    /**
     * Returns when the new tables serve.
     *
     * @throws RebuildFailed when they do not; the message says why
     */
    public void run() {
        began = System.nanoTime();
        listener.accept(new Progress(Phase.PREPARING, 0, 0, 0, null));
        try (NextSchema next = NextSchema.create(database);
                HikariDataSource pool = database.forLongWork(NextSchema.NAME, FEEDS);
                ExecutorService threads = Executors.newFixedThreadPool(FEEDS)) {
            database.migrate(pool, NextSchema.NAME);
            next.dropIndexes();
            try {
                open(pool);
                began = System.nanoTime();
                catchUp(threads, Phase.FILLING);
                report(Phase.INDEXING);
                next.createIndexes();
                catchUp(threads, Phase.CATCHING_UP);
                report(Phase.SWAPPING);
                next.swap(() -> catchUp(threads, Phase.SWAPPING));
                report(Phase.TIDYING_UP);
            } finally {
                threads.shutdownNow();
            }
            next.dropOld();
            report(Phase.DONE);
        } catch (SQLException e) {
            throw new RebuildFailed(
                    "PostgreSQL refused (SQL state " + e.getSQLState() + "). The rebuild can be started again.", e);
        } catch (KafkaUnavailable e) {
            throw new RebuildFailed(e.getMessage() + ". The rebuild can be started again.", e);
        } finally {
            feeds.forEach(Feed::close);
            feeds.clear();
        }
    }

    private void open(HikariDataSource pool) throws SQLException {
        for (int i = 0; i < FEEDS; i++) {
            Feed feed = new Feed(kafka, "rebuild-" + i, MAX_RECORDS, pool, folds, false, Observer.NONE);
            feeds.add(feed);
            int share = i;
            feed.assign(feed.partitions().stream()
                    .filter(partition -> partition % FEEDS == share)
                    .toList());
        }
    }

    /** Applies what there is when it begins. */
    private void catchUp(ExecutorService threads, Phase phase) throws SQLException {
        List<Callable<Void>> work = new ArrayList<>();
        for (Feed feed : feeds) {
            work.add(() -> {
                feed.lookAtEnds();
                report(phase);
                while (!feed.isCaughtUp()) {
                    if (feed.step(PATIENCE) > 0) {
                        report(phase);
                    }
                }
                return null;
            });
        }
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RebuildFailed("Interrupted. The rebuild can be started again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized void report(Phase phase) {
        long done = feeds.stream().mapToLong(Feed::applied).sum();
        long total = Math.max(done, feeds.stream().mapToLong(Feed::known).sum());
        long elapsed = Math.max(1, System.nanoTime() - began);
        long perSecond = (long) ((double) done * NANOS / elapsed);
        listener.accept(new Progress(
                phase, done, total, perSecond, perSecond == 0 ? null : Duration.ofSeconds((total - done) / perSecond)));
    }
}
