package dev.kept.benchmarks;

import dev.kept.commitments.commitment.CommitmentCommand.DeliverUpdate;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.commitments.eventstore.MeasuredStore.Commands;
import dev.kept.commitments.eventstore.RawInserts;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Commands from the bus to the commit against plain rows on the same server: each way for a moment, in turns, many times. A ratio is made
 * of two moments of one round. Each moment ends with a check that everything acknowledged is stored, once and without a gap.
 */
final class AppendPath implements Benchmark {

    private static final int[] CONNECTIONS = {1, 8, 16, 64};
    private static final int WARM_UPS = 3;
    private static final int SLICES = 3;
    private static final int BEGINNING = 10;
    private static final int UPDATES = 1_000;
    private static final int PAIRS = 300;
    private static final double LEAST_CONTROL = 0.88;
    private static final double MOST_CONTROL = 1.12;
    private static final String RATE = "per second";
    private static final String MEDIAN = "p50, ms";
    private static final String TAIL = "p99, ms";
    private static final String COMPUTED = "computed, µs";
    private static final String COMPUTED_BY_POSTGRES = "by PostgreSQL, µs";
    private static final double NANOS_IN_A_MICRO = 1e3;

    private final Infrastructure infrastructure;
    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Clock clock = Clock.systemUTC();
    private final Figures figures = new Figures();
    private final Figures ratios = new Figures();

    AppendPath(Infrastructure infrastructure, Plan plan, Console console, Report report) {
        this.infrastructure = infrastructure;
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    @Override
    public String name() {
        return "append";
    }

    @Override
    public double seconds() {
        return (rounds() + WARM_UPS)
                * (CONNECTIONS.length + Way.values().length + 2 * AxonEngine.Kind.values().length)
                * slice();
    }

    private int rounds() {
        return plan.brief() ? 1 : plan.rounds() * SLICES;
    }

    private double slice() {
        return plan.window() / SLICES;
    }

    /** What is measured against plain rows, and against what each is held. */
    private enum Way {
        ONE("commands, 1 caller", 1, false, 1, 0.9),
        EIGHT("commands, 8 callers", 8, false, 8, 1.0),
        MANY("commands, 64 callers", 64, false, 16, 2.0),
        MOST("commands, 256 callers", 256, false, 16, 3.0),
        ON_ONE_LEDGER("commands, 64 callers on one ledger", 64, true, 16, 0),
        AGAIN("commands, 64 callers, again", 64, false, 16, 0);

        private final String row;
        private final int callers;
        private final boolean oneLedger;
        private final int connections;
        private final double goal;

        Way(String row, int callers, boolean oneLedger, int connections, double goal) {
            this.row = row;
            this.callers = callers;
            this.oneLedger = oneLedger;
            this.connections = connections;
            this.goal = goal;
        }
    }

    @Override
    public void run() throws Exception {
        List<AxonEngine> engines = new ArrayList<>();
        try (MeasuredStore store = MeasuredStore.create(infrastructure.freshDatabase(), clock);
                Commands commands = store.byLanes()) {
            for (AxonEngine.Kind kind : AxonEngine.Kind.values()) {
                engines.add(AxonEngine.start(kind, infrastructure.freshDatabase()));
            }
            for (int round = -WARM_UPS; round < rounds(); round++) {
                round(store, commands, engines, round);
            }
        } finally {
            engines.forEach(AxonEngine::close);
        }
        report.add(
                figures.table("Append path", "way"),
                "One command is one entry with one text, decided, stored and committed with fsync, without HTTP and without"
                        + " relay. A plain row is as long as a statement: one INSERT, one commit, one round trip, by as"
                        + " many connections and threads. What was computed is for each command or row, by this program and by"
                        + " PostgreSQL's backends: unlike rates, that changes little when others use the machine. Axon's own"
                        + " engines store one event with one text for a command, and nothing that proves it.");
        report.add(
                ratios.table("Append path, compared", "ratio (goal)"),
                "Each is of two moments of the same round. " + control());
    }

    private void round(MeasuredStore store, Commands commands, List<AxonEngine> engines, int round) throws Exception {
        Map<Integer, Double> raw = new HashMap<>();
        for (int connections : CONNECTIONS) {
            raw.put(connections, raw(store, connections, round));
        }
        Map<Way, Double> rates = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            rates.put(way, commands(store, commands, way, round));
        }
        Map<String, Double> others = new LinkedHashMap<>();
        for (AxonEngine engine : engines) {
            for (Way way : List.of(Way.ONE, Way.MANY)) {
                String row = engine.kind().row() + way.row.substring("commands".length());
                others.put(row, axon(engine, row, way.callers, round));
            }
        }
        if (round >= 0) {
            compare(raw, rates, others);
        }
        growth(store, commands, round);
    }

    private void compare(Map<Integer, Double> raw, Map<Way, Double> rates, Map<String, Double> others) {
        for (Way way : Way.values()) {
            if (way.goal > 0) {
                ratios.add(
                        "%s ÷ plain rows, %d connections (%.1f)".formatted(way.row, way.connections, way.goal),
                        "ratio",
                        of(rates, way) / of(raw, way.connections));
            }
        }
        ratios.add(
                "64 callers on one ledger ÷ on 64 ledgers (0.7)",
                "ratio",
                of(rates, Way.ON_ONE_LEDGER) / of(rates, Way.MANY));
        for (Way way : List.of(Way.ONE, Way.MANY)) {
            others.forEach((row, rate) -> {
                if (row.endsWith(way.row.substring("commands".length()))) {
                    ratios.add("%s ÷ %s".formatted(way.row, row), "ratio", of(rates, way) / rate);
                }
            });
        }
        ratios.add("control: 64 callers again ÷ 64 callers", "ratio", of(rates, Way.AGAIN) / of(rates, Way.MANY));
    }

    private static <K> double of(Map<K, Double> measured, K what) {
        return Objects.requireNonNull(measured.get(what));
    }

    /** The same against itself: a run in which that differs says nothing. */
    private String control() {
        double control =
                ratios.spread("control: 64 callers again ÷ 64 callers", "ratio").median();
        return control < LEAST_CONTROL || control > MOST_CONTROL
                ? "THE CONTROL IS OUTSIDE %s TO %s: THIS RUN SAYS NOTHING.".formatted(LEAST_CONTROL, MOST_CONTROL)
                : "The control is within %s to %s.".formatted(LEAST_CONTROL, MOST_CONTROL);
    }

    private double raw(MeasuredStore store, int connections, int round) throws Exception {
        List<RawInserts> all = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                all.add(store.rawInserts());
            }
            String row = "plain rows, %d connections".formatted(connections);
            double rate =
                    measure(store.database(), row, all, Thread.ofPlatform().factory(), RawInserts::insert, round);
            for (RawInserts each : all) {
                each.require();
            }
            return rate;
        } finally {
            for (RawInserts each : all) {
                each.close();
            }
        }
    }

    private double commands(MeasuredStore store, Commands commands, Way way, int round) throws Exception {
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < way.callers; i++) {
            all.add(way.oneLedger && i > 0 ? all.getFirst() : Client.begin(store, commands, clock, BEGINNING));
        }
        AtomicLong acknowledged = new AtomicLong();
        for (Client client : Set.copyOf(all)) {
            // The ledger is in memory then, as that of everybody who is at work.
            client.update();
            acknowledged.incrementAndGet();
        }
        double rate = measure(
                store.database(),
                way.row,
                all,
                Thread.ofVirtual().factory(),
                client -> {
                    client.update();
                    acknowledged.incrementAndGet();
                },
                round);
        Set<UUID> ledgers = all.stream().map(Client::ledger).collect(Collectors.toSet());
        store.require(ledgers, (long) ledgers.size() * BEGINNING, acknowledged.get());
        return rate;
    }

    private double axon(AxonEngine engine, String row, int callers, int round) throws Exception {
        List<UUID> promises = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            promises.add(engine.begin(BEGINNING));
        }
        AtomicLong acknowledged = new AtomicLong((long) callers * BEGINNING);
        double rate = measure(
                engine.database(),
                row,
                promises,
                Thread.ofPlatform().factory(),
                promise -> {
                    engine.update(promise);
                    acknowledged.incrementAndGet();
                },
                round);
        engine.require(promises, acknowledged.get());
        engine.rest();
        return rate;
    }

    private interface Work<T> {
        void once(T on) throws Exception;
    }

    /** Has each worked with again and again at the same time, for a slice. */
    private <T> double measure(String database, String row, List<T> all, ThreadFactory factory, Work<T> work, int round)
            throws Exception {
        Latencies latencies = new Latencies();
        CpuTime before = CpuTime.now(database);
        long began = System.nanoTime();
        long end = began + (long) (slice() * 1e9);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
            List<Callable<Latencies>> tasks = new ArrayList<>();
            all.forEach(each -> tasks.add(() -> until(end, each, work)));
            for (Future<Latencies> one : threads.invokeAll(tasks)) {
                latencies.addAll(one.get());
            }
        }
        double rate = latencies.count() * 1e9 / (System.nanoTime() - began);
        CpuTime spent = CpuTime.now(database).since(before);
        console.done(slice(), "%s: %s/s".formatted(row, Spread.number(rate)));
        if (round >= 0) {
            figures.add(row, RATE, rate);
            figures.add(row, MEDIAN, latencies.quantile(0.5));
            figures.add(row, TAIL, latencies.quantile(0.99));
            figures.add(row, COMPUTED, spent.program() / NANOS_IN_A_MICRO / latencies.count());
            figures.add(row, COMPUTED_BY_POSTGRES, spent.backends() / NANOS_IN_A_MICRO / latencies.count());
        }
        return rate;
    }

    private static <T> Latencies until(long end, T on, Work<T> work) throws Exception {
        Latencies latencies = new Latencies();
        for (long now = System.nanoTime(); now < end; ) {
            work.once(on);
            long done = System.nanoTime();
            latencies.add(done - now);
            now = done;
        }
        return latencies;
    }

    /** One more update where there are many, against the first one, on two ledgers of the same length in turns. */
    private void growth(MeasuredStore store, Commands commands, int round) throws SQLException {
        int updates = plan.size(UPDATES, 50);
        int pairs = plan.size(PAIRS, 30);
        Client grown = Client.begin(store, commands, clock, BEGINNING + pairs);
        Client fresh = Client.begin(store, commands, clock, BEGINNING);
        for (int i = 0; i < updates; i++) {
            grown.update();
            fresh.promise();
        }
        List<UUID> promises = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            promises.add(fresh.promise());
        }
        Latencies many = new Latencies();
        Latencies none = new Latencies();
        for (UUID promise : promises) {
            many.add(grown.update());
            none.add(fresh.update(promise));
        }
        if (round >= 0) {
            String row = "one more update";
            figures.add(row + " after %,d".formatted(updates), MEDIAN, many.quantile(0.5));
            figures.add(row + " after none", MEDIAN, none.quantile(0.5));
            ratios.add(
                    "%s after %,d ÷ after none, in time (at most 1.1)".formatted(row, updates),
                    "ratio",
                    many.quantile(0.5) / none.quantile(0.5));
        }
        store.require(List.of(grown.ledger()), BEGINNING + pairs, updates + pairs);
        store.require(List.of(fresh.ledger()), BEGINNING, updates + 2L * pairs);
    }

    /** Somebody who tells again and again how a promise goes, and waits for each answer. */
    static final class Client {
        static final String SENTENCE =
                "The first draft went to the reviewers today; two sections are open and will follow on Thursday.";

        static final Text TEXT = Text.of(SENTENCE);

        private final Commands commands;
        private final Clock clock;
        private final UUID ledger;
        private final UUID member;
        private final UUID commitment;

        Client(Commands commands, Clock clock, UUID ledger, UUID member, UUID commitment) {
            this.commands = commands;
            this.clock = clock;
            this.ledger = ledger;
            this.member = member;
            this.commitment = commitment;
        }

        /** @param entries how long the ledger is already */
        static Client begin(MeasuredStore store, Commands commands, Clock clock, int entries) throws SQLException {
            return begin(commands, clock, entries, store::fill);
        }

        /** @param filling stores the entries that the ledger has already */
        static Client begin(Commands commands, Clock clock, int entries, Filling filling) throws SQLException {
            UUID ledger = UUID.randomUUID();
            UUID member = UUID.randomUUID();
            UUID commitment = UUID.randomUUID();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            List<Entry> all =
                    new ArrayList<>(BusyLedger.entries(ledger, member, UUID.randomUUID(), entries, entries - 1, now));
            all.add(new Entry(
                    ledger,
                    all.size(),
                    UUID.randomUUID(),
                    now,
                    new Actor.Member(member, Side.A),
                    new CommitmentMade(commitment, Side.A, terms(clock))));
            filling.fill(all);
            return new Client(commands, clock, ledger, member, commitment);
        }

        interface Filling {
            void fill(List<Entry> entries) throws SQLException;
        }

        Client with(Commands others) {
            return new Client(others, clock, ledger, member, commitment);
        }

        UUID ledger() {
            return ledger;
        }

        /** In nanoseconds. */
        long update() {
            return update(commitment);
        }

        /** As {@link #update()}, of another promise. */
        long update(UUID promise) {
            long began = System.nanoTime();
            commands.issue(member, new DeliverUpdate(ledger, promise, null, TEXT, 50, null, false));
            return System.nanoTime() - began;
        }

        /** Promises something else. */
        UUID promise() {
            UUID promise = UUID.randomUUID();
            commands.issue(member, new MakeCommitment(ledger, promise, terms(clock)));
            return promise;
        }

        private static Terms terms(Clock clock) {
            return new Terms(
                    Text.of("A promise"),
                    null,
                    null,
                    null,
                    Terms.Monitor.BOTH,
                    new Due(clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(400)), "UTC"),
                    7,
                    null);
        }
    }
}
