package dev.kept.benchmarks;

import dev.kept.commitments.commitment.CommitmentCommand.DeliverUpdate;
import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.commitments.eventstore.MeasuredStore.Commands;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Commands from the bus to the commit: append lanes against a transaction for each command. */
final class AppendPath implements Benchmark {

    private static final int[] CLIENTS = {1, 8, 64};
    private static final int WARM_UPS = 1;
    private static final int BEGINNING = 10;

    private final Infrastructure infrastructure;
    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Clock clock = Clock.systemUTC();
    private final Figures figures = new Figures();

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
        return (plan.rounds() + WARM_UPS) * 2 * CLIENTS.length * plan.window();
    }

    private record Way(String name, Commands commands) {}

    @Override
    public void run() throws Exception {
        try (MeasuredStore store = new MeasuredStore(infrastructure.freshDatabase(), clock);
                Commands lanes = store.byLanes();
                Commands singles = store.bySingleInserts()) {
            List<Way> ways = List.of(new Way("append lanes", lanes), new Way("a transaction for each", singles));
            for (int round = -WARM_UPS; round < plan.rounds(); round++) {
                for (int clients : CLIENTS) {
                    for (Way way : ways) {
                        measure(store, way, clients, round);
                    }
                }
            }
        }
        report.add(
                figures.table("Append path", "way, clients"),
                "One command is one entry with one text, each client writes to a ledger of its own; decided, stored and"
                        + " committed with fsync, without HTTP and without relay.");
    }

    private void measure(MeasuredStore store, Way way, int clients, int round) throws Exception {
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            all.add(Client.begin(store, way.commands(), clock, BEGINNING));
        }
        Latencies latencies = new Latencies();
        long began = System.nanoTime();
        long end = began + (long) (plan.window() * 1e9);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Latencies>> work = new ArrayList<>();
            all.forEach(client -> work.add(() -> client.updateUntil(end)));
            for (Future<Latencies> one : threads.invokeAll(work)) {
                latencies.addAll(one.get());
            }
        }
        double rate = latencies.count() * 1e9 / (System.nanoTime() - began);
        String row = "%s, %d".formatted(way.name(), clients);
        console.done(plan.window(), "%s: %s commands/s".formatted(row, Spread.number(rate)));
        if (round >= 0) {
            figures.add(row, "commands/s", rate);
            figures.add(row, "p50, ms", latencies.quantile(0.5));
            figures.add(row, "p99, ms", latencies.quantile(0.99));
        }
    }

    /** Somebody who tells again and again how a promise goes, and waits for each answer. */
    static final class Client {
        private static final Text TEXT = Text.of(
                "The first draft went to the reviewers today; two sections are open and will follow on Thursday.");

        private final Commands commands;
        private final UUID ledger;
        private final UUID member;
        private final UUID commitment;

        Client(Commands commands, UUID ledger, UUID member, UUID commitment) {
            this.commands = commands;
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
            Terms terms = new Terms(
                    Text.of("A promise"),
                    null,
                    null,
                    null,
                    Terms.Monitor.BOTH,
                    new Due(now.plus(Duration.ofDays(400)), "UTC"),
                    7,
                    null);
            all.add(new Entry(
                    ledger,
                    all.size(),
                    UUID.randomUUID(),
                    now,
                    new Actor.Member(member, Side.A),
                    new CommitmentMade(commitment, Side.A, terms)));
            filling.fill(all);
            return new Client(commands, ledger, member, commitment);
        }

        interface Filling {
            void fill(List<Entry> entries) throws SQLException;
        }

        Client with(Commands others) {
            return new Client(others, ledger, member, commitment);
        }

        UUID ledger() {
            return ledger;
        }

        Latencies updateUntil(long end) {
            Latencies latencies = new Latencies();
            while (System.nanoTime() < end) {
                latencies.add(update());
            }
            return latencies;
        }

        /** In nanoseconds. */
        long update() {
            long began = System.nanoTime();
            commands.issue(member, new DeliverUpdate(ledger, commitment, null, TEXT, 50, null, false));
            return System.nanoTime() - began;
        }
    }
}
