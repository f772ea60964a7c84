package dev.kept.benchmarks;

import dev.kept.benchmarks.AppendPath.Client;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptRequest;
import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.commitments.eventstore.MeasuredStore.Commands;
import dev.kept.events.Entry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What a command costs on a short ledger and on a long one: with the ledger in memory, from its snapshot, and without one. */
final class LongLedger implements Benchmark {

    private static final int SHORT = 100;
    private static final int LONG = 20_000;
    private static final int WARM_UPS = 2;
    private static final int WARM_COMMANDS = 90;
    private static final int COLD_COMMANDS = 5;
    private static final double SECONDS = 8;
    private static final long SNAPSHOT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Infrastructure infrastructure;
    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Clock clock = Clock.systemUTC();
    private final Figures figures = new Figures();

    LongLedger(Infrastructure infrastructure, Plan plan, Console console, Report report) {
        this.infrastructure = infrastructure;
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public double seconds() {
        return (plan.rounds() + WARM_UPS) * SECONDS;
    }

    @Override
    public void run() throws Exception {
        int entries = plan.size(LONG, 1_000);
        String longOne = "%,d entries".formatted(entries);
        String shortOne = SHORT + " entries";
        try (MeasuredStore store = MeasuredStore.create(infrastructure.freshDatabase(), clock);
                Commands commands = store.byLanes()) {
            Client longer = Client.begin(store, commands, clock, entries);
            requireSnapshot(store, longer.ledger());
            Client behind = Client.begin(commands, clock, entries, all -> fillAroundSnapshot(store, all));
            for (int round = -WARM_UPS; round < plan.rounds(); round++) {
                Client shorter = Client.begin(store, commands, clock, SHORT);
                requireSnapshot(store, shorter.ledger());
                for (int i = 0; i < COLD_COMMANDS; i++) {
                    cold(store, shortOne + ", from its snapshot", shorter, round);
                    cold(store, longOne + ", from its snapshot", longer, round);
                    cold(store, longOne + ", from the oldest snapshot it may have", behind, round);
                }
                warm(shortOne + ", from memory", shorter, round);
                warm(longOne + ", from memory", longer, round);
                store.asOwner("DELETE FROM commitments.snapshot WHERE ledger_id IN ('%s', '%s')"
                        .formatted(shorter.ledger(), longer.ledger()));
                cold(store, shortOne + ", from its first entry", shorter, round);
                cold(store, longOne + ", from its first entry", longer, round);
                requireSnapshot(store, longer.ledger());
                console.done(SECONDS, "long ledgers, round " + (round + 1) + " of " + plan.rounds());
            }
        }
        report.add(
                figures.table("One command, by the length of its ledger", "ledger"),
                "From memory: " + WARM_COMMANDS
                        + " commands one after the other. From a snapshot: the first command in a service that has"
                        + " just started. From its first entry: the same where there is no snapshot, as after a change"
                        + " of its form.");
    }

    private void warm(String row, Client client, int round) {
        Latencies latencies = new Latencies();
        client.update();
        for (int i = 0; i < WARM_COMMANDS; i++) {
            latencies.add(client.update());
        }
        if (round >= 0) {
            figures.add(row, "p50, ms", latencies.quantile(0.5));
            figures.add(row, "p99, ms", latencies.quantile(0.99));
        }
    }

    private void cold(MeasuredStore store, String row, Client client, int round) {
        try (Commands fresh = store.byLanes()) {
            double millis = client.with(fresh).update() / 1e6;
            if (round >= 0) {
                figures.add(row, "p50, ms", millis);
            }
        }
    }

    /** All but as many entries as may follow a snapshot before the next one is made, the snapshot, and these. */
    private static void fillAroundSnapshot(MeasuredStore store, List<Entry> entries) throws SQLException {
        int first = entries.size() - entries.size() * 95 / 1_000;
        store.fill(entries.subList(0, first));
        requireSnapshot(store, entries.getFirst().ledger());
        store.fill(entries.subList(first, entries.size()));
    }

    /** A ledger that is loaded and due for a snapshot gets one beside that, also when the command is refused. */
    private static void requireSnapshot(MeasuredStore store, UUID ledger) {
        long deadline = System.nanoTime() + SNAPSHOT_NANOS;
        try (Commands fresh = store.byLanes()) {
            try {
                fresh.issue(UUID.randomUUID(), new AcceptRequest(ledger, UUID.randomUUID()));
            } catch (IllegalStateException refused) {
                // As a stranger's command must be.
            }
            while (store.snapshotOf(ledger) < 0) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no snapshot was made");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
