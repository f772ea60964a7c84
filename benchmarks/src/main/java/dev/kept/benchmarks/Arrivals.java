package dev.kept.benchmarks;

import dev.kept.benchmarks.HttpRates.PostingPerson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from the answer to a command until the entry can be read, while commands come at a steady rate whatever becomes of
 * those before them (an open loop), and how much memory the process has after all that.
 */
final class Arrivals {

    private static final int CONNECTIONS = 32;
    /** Of so many commands one is looked for: who reads shares the processors with who writes. */
    private static final int SAMPLED = 8;

    static final double SECONDS = 10;
    private static final double NANOS = 1e9;

    private final RunningKept kept;
    private final List<PostingPerson> people;
    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Figures figures = new Figures();

    Arrivals(RunningKept kept, List<PostingPerson> people, Plan plan, Console console, Report report) {
        this.kept = kept;
        this.people = people;
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    /** @param rate commands a second, over all connections */
    void measure(double rate) throws Exception {
        for (int round = 0; round < plan.rounds(); round++) {
            round(rate);
        }
        figures.add("memory of the process after all rounds", "MB", kept.megabytesOfProgram());
        report.add(
                figures.table("From the answer until it can be read", "what"),
                "%s commands a second, half of what was reached above, each due at its time over %d connections; one of %d is asked for with Kept-At-Least."
                        .formatted(Spread.number(rate), CONNECTIONS, SAMPLED));
    }

    private void round(double rate) throws Exception {
        double seconds = plan.brief() ? 1 : SECONDS;
        long began = System.nanoTime();
        List<Callable<Sent>> tasks = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            PostingPerson person = people.get(i % people.size());
            long first = began + (long) (i * NANOS / rate);
            tasks.add(() -> send(person, first, (long) (CONNECTIONS * NANOS / rate), began + (long) (seconds * NANOS)));
        }
        Latencies acknowledged = new Latencies();
        Latencies visible = new Latencies();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (Future<Sent> each : threads.invokeAll(tasks)) {
                acknowledged.addAll(each.get().acknowledged());
                visible.addAll(each.get().visible());
            }
        }
        add("due → acknowledged", acknowledged);
        add("acknowledged → visible", visible);
        console.done(seconds, "visible after %s ms".formatted(Spread.number(visible.quantile(0.5))));
    }

    private void add(String row, Latencies latencies) {
        figures.add(row, "p50, ms", latencies.quantile(0.5));
        figures.add(row, "p99, ms", latencies.quantile(0.99));
    }

    private record Sent(Latencies acknowledged, Latencies visible) {}

    /** A command each so many nanoseconds; one that is late is sent at once, and its lateness counts. */
    private Sent send(PostingPerson person, long first, long every, long end) throws IOException {
        Sent sent = new Sent(new Latencies(), new Latencies());
        String token = person.person().token();
        String ledger = "/api/ledgers/" + person.ledger();
        byte[] command = HttpConnection.post(person.updates(), token, HttpRates.BODY);
        try (HttpConnection connection = new HttpConnection(kept.url())) {
            int count = 0;
            for (long due = first; due < end; due += every) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                ask(connection, command);
                long answered = System.nanoTime();
                sent.acknowledged().add(answered - due);
                if (count++ % SAMPLED == 0) {
                    ask(connection, HttpConnection.getAtLeast(ledger, token, connection.sequence()));
                    sent.visible().add(System.nanoTime() - answered);
                }
            }
        }
        return sent;
    }

    private static void ask(HttpConnection connection, byte[] request) throws IOException {
        int status = connection.ask(request);
        if (status != 200) {
            throw new IllegalStateException("an answer is " + status);
        }
    }
}
