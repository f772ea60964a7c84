package dev.kept.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.MeasuredRelay;
import dev.kept.commitments.relay.Relay;
import dev.kept.events.Entry;
import dev.kept.local.KeptDatabase;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.Feed;
import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.Observer;
import dev.kept.projections.store.ingest.Topics;
import dev.kept.projections.store.rebuild.Progress;
import dev.kept.projections.store.rebuild.Rebuild;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The way of many entries from the store to Kafka, from there into read models, and a rebuild of these. */
final class Flow implements Benchmark {

    private static final int PARTITIONS = 6;
    private static final int OF_A_LEDGER = 200;
    private static final int AT_ONCE = 10;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Workers and records of a batch at most, as the settings of ingest name them. */
    private record Way(int workers, int maxRecords) {
        String row() {
            return "%d %s, up to %,d records".formatted(workers, workers == 1 ? "worker" : "workers", maxRecords);
        }
    }

    private static final List<Way> WAYS =
            List.of(new Way(1, 100), new Way(1, 500), new Way(1, 2_000), new Way(1, 4_000), new Way(2, 2_000));

    private final Infrastructure infrastructure;
    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Clock clock = Clock.systemUTC();
    private final int ledgers;
    private final long entries;
    private final Figures figures = new Figures();

    Flow(Infrastructure infrastructure, Plan plan, Console console, Report report) {
        this.infrastructure = infrastructure;
        this.plan = plan;
        this.console = console;
        this.report = report;
        this.ledgers = plan.size(400, 20);
        this.entries = (long) ledgers * OF_A_LEDGER;
    }

    @Override
    public String name() {
        return "flow";
    }

    private double filling() {
        return entries / 8_000.0;
    }

    private double relaying() {
        return 2 + entries / 20_000.0;
    }

    private double ingesting() {
        return 2 + entries / 15_000.0;
    }

    private int rounds() {
        return Math.min(plan.rounds(), 3);
    }

    @Override
    public double seconds() {
        return filling() + rounds() * (2 * relaying() + (WAYS.size() + 1) * ingesting());
    }

    @Override
    public void run() throws Exception {
        KeptDatabase database = infrastructure.freshDatabase();
        KafkaSettings kafka = KafkaSettings.at(infrastructure.kafka(), PARTITIONS);
        try (MeasuredStore store = MeasuredStore.create(database, clock)) {
            fill(store);
            for (int round = 0; round < rounds(); round++) {
                relay(store, kafka);
            }
        }
        report.add(
                figures.table("Relay: from the store to Kafka", "way"),
                "%,d entries of %,d ledgers, statements and texts, acknowledged by the broker. What was computed is for each entry, by this program and by PostgreSQL's backends."
                        .formatted(entries, ledgers));
        readSide(database, new KafkaSource(infrastructure.kafka(), Topics.under(Topics.PREFIX)));
    }

    private void fill(MeasuredStore store) throws SQLException {
        long began = System.nanoTime();
        UUID a = UUID.randomUUID();
        UUID b = UUID.randomUUID();
        List<Entry> some = new ArrayList<>();
        for (int i = 0; i < ledgers; i++) {
            some.addAll(BusyLedger.entries(UUID.randomUUID(), a, b, i, OF_A_LEDGER, clock.instant()));
            if ((i + 1) % AT_ONCE == 0 || i + 1 == ledgers) {
                store.fill(some);
                some.clear();
                console.under("entries stored", (i + 1L) * OF_A_LEDGER, entries, began);
            }
        }
        console.done(filling(), "%,d entries stored".formatted(entries));
    }

    private void relay(MeasuredStore store, KafkaSettings kafka) throws Exception {
        new dev.kept.commitments.relay.Topics(kafka).recreate();
        store.asOwner("DELETE FROM commitments.reader_position WHERE name = '" + Relay.READER + "'");
        // What the relay remembers of topics that are gone would be missing from those that take their place.
        store.asOwner("DELETE FROM commitments.relay_topic");
        try (MeasuredRelay relay = MeasuredRelay.start(store, kafka)) {
            while (!relay.relays()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            CpuTime before = CpuTime.now(store.database());
            long began = System.nanoTime();
            long waiting = store.positions().waitingFor(Relay.READER);
            while (waiting > 0) {
                console.under("entries relayed", Math.max(0, entries - waiting), entries, began);
                TimeUnit.MILLISECONDS.sleep(50);
                waiting = store.positions().waitingFor(Relay.READER);
            }
            double rate = entries * 1e9 / (System.nanoTime() - began);
            figures.add("relay", "entries/s", rate);
            computed(figures, "relay", CpuTime.now(store.database()).since(before));
            console.done(2 * relaying(), "relay: %s entries/s".formatted(Spread.number(rate)));
        }
    }

    private void computed(Figures to, String way, CpuTime spent) {
        to.add(way, "computed, µs", spent.program() / 1e3 / entries);
        to.add(way, "by PostgreSQL, µs", spent.backends() / 1e3 / entries);
    }

    private void readSide(KeptDatabase kept, KafkaSource kafka) throws Exception {
        ReadDatabase database = new ReadDatabase(
                kept.jdbcUrl(),
                kept.projectionsOwner().username(),
                kept.projectionsOwner().password());
        try (HikariDataSource pool = database.forIngest(ReadDatabase.LIVE, 2)) {
            database.migrate(pool, ReadDatabase.LIVE);
        }
        Figures read = new Figures();
        String name = kept.jdbcUrl().replaceAll("^.*/|[?].*$", "");
        for (int round = 0; round < rounds(); round++) {
            for (Way way : WAYS) {
                Taken taken = ingest(database, name, kafka, way, "measured_" + round + "_" + WAYS.indexOf(way));
                double rate = taken.rate();
                read.add("ingest, " + way.row(), "entries/s", rate);
                computed(read, "ingest, " + way.row(), taken.spent());
                console.done(ingesting(), "ingest, %s: %s entries/s".formatted(way.row(), Spread.number(rate)));
            }
            CpuTime before = CpuTime.now(name);
            CpuTime[] spent = {before};
            long began = System.nanoTime();
            new Rebuild(database, kafka, Kinds.FOLDS, progress -> {
                        console.under("records rebuilt", progress.done(), progress.total(), began);
                        if (progress.phase() == Progress.Phase.TIDYING_UP) {
                            // Its connections are still there, and so is what they have computed.
                            spent[0] = CpuTime.now(name);
                        }
                    })
                    .run();
            double rate = entries * 1e9 / (System.nanoTime() - began);
            read.add("rebuild, indexes and swap included", "entries/s", rate);
            computed(read, "rebuild, indexes and swap included", spent[0].since(before));
            console.done(ingesting(), "rebuild: %s entries/s".formatted(Spread.number(rate)));
        }
        report.add(
                read.table("Read side: from Kafka into read models", "way"),
                "The same %,d entries, from empty tables until the last record is there; each entry is about two records,"
                                .formatted(entries)
                        + " a statement and its texts.");
    }

    /** What one way made of it. */
    private record Taken(double rate, CpuTime spent) {}

    private Taken ingest(ReadDatabase database, String name, KafkaSource kafka, Way way, String schema)
            throws Exception {
        try (Connection session = database.session(ReadDatabase.LIVE);
                Statement statement = session.createStatement()) {
            statement.execute("create schema " + schema);
            try (HikariDataSource pool = database.forIngest(schema, way.workers() + 1)) {
                database.migrate(pool, schema);
                return ingest(pool, name, kafka, way);
            } finally {
                statement.execute("drop schema " + schema + " cascade");
            }
        }
    }

    private Taken ingest(HikariDataSource pool, String name, KafkaSource kafka, Way way) throws Exception {
        List<Feed> feeds = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(way.workers())) {
            for (int i = 0; i < way.workers(); i++) {
                Feed feed = new Feed(kafka, "measured-" + i, way.maxRecords(), pool, Kinds.FOLDS, false, Observer.NONE);
                feeds.add(feed);
                int share = i;
                feed.assign(feed.partitions().stream()
                        .filter(partition -> partition % way.workers() == share)
                        .toList());
                feed.lookAtEnds();
            }
            CpuTime before = CpuTime.now(name);
            long began = System.nanoTime();
            List<Callable<Void>> work = new ArrayList<>();
            for (Feed feed : feeds) {
                work.add(() -> {
                    while (!feed.isCaughtUp()) {
                        feed.step(PATIENCE);
                        console.under("records taken in by a worker", feed.applied(), feed.known(), began);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
            double rate = entries * 1e9 / (System.nanoTime() - began);
            return new Taken(rate, CpuTime.now(name).since(before));
        } finally {
            feeds.forEach(Feed::close);
        }
    }
}
