package dev.kept.benchmarks;

import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.events.Entry;
import dev.kept.local.Folders;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What people and programs read, over HTTP from a Kept that runs beside: on a ledger of some months, and on one of years. */
final class Queries implements Benchmark {

    private static final int SHORT = 1_000;
    private static final int LONG = 20_000;
    private static final int WARM_UPS = 3;
    private static final int TIMES = 10;
    private static final double SECONDS = 14;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(3).toNanos();

    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Clock clock = Clock.systemUTC();

    Queries(Plan plan, Console console, Report report) {
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    @Override
    public String name() {
        return "queries";
    }

    @Override
    public double seconds() {
        return 30 + (plan.rounds() + WARM_UPS) * SECONDS;
    }

    /** A ledger to ask about. */
    private record Known(String name, UUID ledger, long head) {}

    /** @param path {@code %s} is the ledger, {@code HEAD} its last entry, {@code HALF} the one halfway to it */
    private record Query(String name, String path, boolean page) {
        static Query api(String name, String path) {
            return new Query(name, "/api/ledgers/%s" + path, false);
        }

        String on(Known known) {
            return path.formatted(known.ledger())
                    .replace("HEAD", Long.toString(known.head()))
                    .replace("HALF", Long.toString(known.head() / 2));
        }
    }

    private static final List<Query> ALL = List.of(
            Query.api("getLedger", ""),
            Query.api("getDashboard", "/dashboard"),
            Query.api("listEntries, the newest 50", "/entries?order=desc"),
            Query.api("listEntries, the newest 50 with a word", "/entries?order=desc&q=interface"),
            Query.api("listCommitments, the first 50", "/commitments"),
            Query.api("listCommitments, the open ones", "/commitments?state=open"),
            Query.api("getLivingDocument", "/document"),
            Query.api("getLedger, as of the last entry", "?asOf=HEAD"),
            Query.api("getLedger, halfway back", "?asOf=HALF"),
            Query.api("getDashboard, halfway back", "/dashboard?asOf=HALF"),
            Query.api("listCommitments, halfway back", "/commitments?asOf=HALF"),
            Query.api("listEntries, halfway back", "/entries?order=desc&asOf=HALF"),
            Query.api("getLivingDocument, halfway back", "/document?asOf=HALF"),
            new Query("page: living document", "/ledgers/%s", true),
            new Query("page: living document, halfway back", "/ledgers/%s?asOf=HALF", true),
            new Query("page: timeline", "/ledgers/%s/timeline", true),
            new Query("page: dashboard", "/ledgers/%s/dashboard", true));

    @Override
    public void run() throws Exception {
        Path data = Files.createTempDirectory("kept-benchmark-queries");
        try (RunningKept kept = RunningKept.up(data)) {
            Person a = Person.signUp(kept.url(), "Ada");
            Person b = Person.signUp(kept.url(), "Bea");
            List<Known> ledgers = new ArrayList<>();
            try (MeasuredStore store = MeasuredStore.of(kept.database(), clock)) {
                for (int entries : new int[] {plan.size(SHORT, 200), plan.size(LONG, 1_000)}) {
                    ledgers.add(fill(store, a, b, entries));
                }
            }
            for (Known known : ledgers) {
                await(a, known);
            }
            console.done(30, "Kept runs, and knows its ledgers");
            a.signIn("/ledgers/" + ledgers.getFirst().ledger());
            measure(a, ledgers);
        } catch (IllegalStateException e) {
            console.say("What failed can be looked at in " + data);
            throw e;
        }
        Folders.delete(data);
    }

    private Known fill(MeasuredStore store, Person a, Person b, int count) throws Exception {
        UUID ledger = UUID.randomUUID();
        List<Entry> entries = BusyLedger.entries(ledger, a.member(), b.member(), count, count, clock.instant());
        store.fill(entries);
        return new Known("%,d entries".formatted(count), ledger, count - 1L);
    }

    private static void await(Person person, Known known) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String path = "/api/ledgers/" + known.ledger();
        while (person.ask(path, "Kept-At-Least", Long.toString(known.head())).statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the read side does not get there");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void measure(Person person, List<Known> ledgers) throws IOException, InterruptedException {
        Figures figures = new Figures();
        List<Query> there = new ArrayList<>();
        for (Query query : ALL) {
            int status = get(person, query, ledgers.getFirst()).statusCode();
            if (status == 200) {
                there.add(query);
            } else {
                console.say(query.name() + " is left out: it answers " + status);
            }
        }
        for (int round = -WARM_UPS; round < plan.rounds(); round++) {
            for (Query query : there) {
                for (Known known : ledgers) {
                    Latencies latencies = new Latencies();
                    for (int i = 0; i < plan.size(TIMES, 2); i++) {
                        latencies.add(nanos(person, query, known));
                    }
                    if (round >= 0) {
                        figures.add(query.name(), known.name() + ": p50, ms", latencies.quantile(0.5));
                        figures.add(query.name(), known.name() + ": most, ms", latencies.quantile(1));
                    }
                }
            }
            console.done(SECONDS, "queries, round " + (round + 1) + " of " + plan.rounds());
        }
        report.add(
                figures.table("Queries and pages", "what"),
                "Over HTTP from another process on the same machine, one after the other, " + plan.size(TIMES, 2)
                        + " times in a round; until the last byte.");
    }

    private static long nanos(Person person, Query query, Known known) throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<String> answer = get(person, query, known);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(query.name() + " answers " + answer.statusCode());
        }
        return System.nanoTime() - began;
    }

    private static HttpResponse<String> get(Person person, Query query, Known known)
            throws IOException, InterruptedException {
        return query.page() ? person.open(query.on(known)) : person.ask(query.on(known));
    }
}
