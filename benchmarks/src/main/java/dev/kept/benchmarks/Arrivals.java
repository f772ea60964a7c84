package dev.kept.benchmarks;

import dev.kept.benchmarks.HttpRates.PostingPerson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
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
                "%s commands a second, half of what was reached above, each due at its time over %d connections; one of %d is asked for with Kept-At-Least, over as many others."
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

    /** An acknowledged command that is looked for. */
    private record Acknowledged(long sequence, long answered) {}

    /** A command each so many nanoseconds; one that is late is sent at once, and its lateness counts. */
    private Sent send(PostingPerson person, long first, long every, long end) throws Exception {
        Latencies acknowledged = new Latencies();
        byte[] command = HttpConnection.post(person.updates(), person.person().token(), HttpRates.BODY);
        BlockingQueue<Optional<Acknowledged>> sampled = new LinkedBlockingQueue<>();
        try (ExecutorService reader =
                        Executors.newSingleThreadExecutor(Thread.ofPlatform().factory());
                HttpConnection connection = new HttpConnection(kept.url())) {
            // On a connection of its own: who waits for an entry must not keep the next command waiting.
            Future<Latencies> visible = reader.submit(() -> look(person, sampled));
            int count = 0;
            for (long due = first; due < end; due += every) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                ask(connection, command);
                long answered = System.nanoTime();
                acknowledged.add(answered - due);
                if (count++ % SAMPLED == 0) {
                    sampled.add(Optional.of(new Acknowledged(connection.sequence(), answered)));
                }
            }
            sampled.add(Optional.empty());
            return new Sent(acknowledged, visible.get());
        }
    }

    /** Looks for what was acknowledged until nothing more comes. */
    private Latencies look(PostingPerson person, BlockingQueue<Optional<Acknowledged>> sampled) throws Exception {
        Latencies visible = new Latencies();
        String token = person.person().token();
        String ledger = "/api/ledgers/" + person.ledger();
        try (HttpConnection connection = new HttpConnection(kept.url())) {
            for (Optional<Acknowledged> next = sampled.take(); next.isPresent(); next = sampled.take()) {
                ask(
                        connection,
                        HttpConnection.getAtLeast(ledger, token, next.get().sequence()));
                visible.add(System.nanoTime() - next.get().answered());
            }
        }
        return visible;
    }

    private static void ask(HttpConnection connection, byte[] request) throws IOException {
        int status = connection.ask(request);
        if (status != 200) {
            throw new IllegalStateException("an answer is " + status);
        }
    }
}
