package dev.kept.benchmarks;

import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.commitments.eventstore.RawInserts;
import dev.kept.local.Folders;
import dev.kept.local.KeptDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many requests a second Kept answers over 64 connections, against a bare Spring Boot service and against plain rows, in turns. After
 * each moment of commands it is checked that what was acknowledged is stored and can be read, and nothing else.
 */
final class HttpRates implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final int PEOPLE = 16;
    private static final int RAW_CONNECTIONS = 16;
    private static final int WARM_UPS = 4;
    private static final int SLICES = 2;
    private static final int WAYS = 6;
    private static final double LEAST_CONTROL = 0.88;
    private static final double MOST_CONTROL = 1.12;
    private static final Duration CAUGHT_UP = Duration.ofMinutes(2);
    private static final String TEXT =
            "The first draft went to the reviewers today; two sections are open and will follow on Thursday.";
    static final String BODY = "{\"text\":\"" + TEXT + "\",\"progress\":40}";

    private static final String COMMANDS = "deliverUpdate";
    private static final String RATE = "per second";
    private static final String CONTROL = "control: the bare service reads again ÷ reads";

    /** What is measured is not what one person, or one address, may ask. */
    private static final Map<String, String> UNLIMITED = Map.of(
            "KEPT_RATE_LIMIT_COMMANDS_PER_SECOND", "1000000",
            "KEPT_RATE_LIMIT_BURST", "1000000",
            "KEPT_RATE_LIMIT_QUERIES_PER_SECOND", "1000000",
            "KEPT_RATE_LIMIT_QUERY_BURST", "1000000",
            "KEPT_ACCOUNTS_SIGN_UPS_PER_ADDRESS", "1000");

    private final Infrastructure infrastructure;
    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Figures figures = new Figures();
    private final Figures ratios = new Figures();

    HttpRates(Infrastructure infrastructure, Plan plan, Console console, Report report) {
        this.infrastructure = infrastructure;
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    @Override
    public String name() {
        return "http";
    }

    private int rounds() {
        return plan.brief() ? 1 : plan.rounds() * SLICES;
    }

    @Override
    public double seconds() {
        return 40 + (rounds() + WARM_UPS) * WAYS * plan.window() + plan.rounds() * Arrivals.SECONDS;
    }

    /** A ledger of somebody's, with a promise to tell about. */
    record PostingPerson(Person person, UUID ledger, String updates) {}

    @Override
    public void run() throws Exception {
        Path data = Files.createTempDirectory("kept-benchmark-http");
        KeptDatabase database = infrastructure.freshDatabase();
        try (RunningKept kept = RunningKept.up(data, UNLIMITED);
                MeasuredStore rows = MeasuredStore.create(database, Clock.systemUTC());
                BareService bare = BareService.start(database, kept.url() + "/oauth2/jwks")) {
            List<PostingPerson> all = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                all.add(begun(kept.url(), i));
            }
            console.done(40, "Kept and the bare service run");
            for (int round = -WARM_UPS; round < rounds(); round++) {
                round(kept, bare, rows, all, round);
            }
            double most = figures.spread(COMMANDS, RATE).median();
            new Arrivals(kept, all, plan, console, report).measure(most / 2);
        }
        report.add(
                figures.table("HTTP, " + CONNECTIONS + " connections", "what"),
                "From another process on the same machine, each connection one request after the other, by " + PEOPLE
                        + " people with a ledger each. Commands with the whole pipeline on: relay, read side, notary.");
        double control = ratios.spread(CONTROL, "ratio").median();
        report.add(
                ratios.table("HTTP, compared", "ratio (goal)"),
                "Each is of two moments of the same round. "
                        + (control < LEAST_CONTROL || control > MOST_CONTROL
                                ? "THE CONTROL IS OUTSIDE %s TO %s: THIS RUN SAYS NOTHING."
                                        .formatted(LEAST_CONTROL, MOST_CONTROL)
                                : "The control is within %s to %s.".formatted(LEAST_CONTROL, MOST_CONTROL)));
        Folders.delete(data);
    }

    private void round(RunningKept kept, BareService bare, MeasuredStore rows, List<PostingPerson> all, int round)
            throws Exception {
        List<byte[]> ledgers = new ArrayList<>();
        List<byte[]> updates = new ArrayList<>();
        List<byte[]> bareReads = new ArrayList<>();
        List<byte[]> bareInserts = new ArrayList<>();
        for (PostingPerson each : all) {
            String token = each.person().token();
            ledgers.add(HttpConnection.get("/api/ledgers/" + each.ledger(), token));
            updates.add(HttpConnection.post(each.updates(), token, BODY));
            bareReads.add(HttpConnection.get("/rows/" + BareService.ROW, token));
            bareInserts.add(HttpConnection.post("/rows", token, BODY));
        }
        double reads = rate("getLedger", kept.url(), ledgers, new AtomicLong(), round);
        double bareRead = rate("bare service: reads a row", bare.url(), bareReads, new AtomicLong(), round);
        double again = rate("bare service: reads a row, again", bare.url(), bareReads, new AtomicLong(), round);
        double bareInsert = inserts(bare, bareInserts, round);
        double raw = raw(rows, round);
        double commands = commands(kept, updates, all, round);
        if (round >= 0) {
            ratios.add("getLedger ÷ bare service reads a row (0.7)", "ratio", reads / bareRead);
            ratios.add("deliverUpdate ÷ plain rows, 16 connections (0.35)", "ratio", commands / raw);
            ratios.add("deliverUpdate ÷ bare service inserts a row", "ratio", commands / bareInsert);
            ratios.add(CONTROL, "ratio", again / bareRead);
        }
    }

    private static PostingPerson begun(String url, int number) throws IOException, InterruptedException {
        Person ada = Person.signUp(url, "Ada");
        Person bea = Person.signUp(url, "Bea");
        String ledger = ada.post("/api/ledgers", Map.of("title", "Working together " + number, "partyName", "Platform"))
                .get("ledger")
                .asString();
        String path = "/api/ledgers/" + ledger;
        JsonNode invited = ada.post(path + "/party-invitations", Map.of("partyName", "Mobile", "message", "As said."));
        bea.post(
                path + "/invitations/" + invited.get("invitation").asString() + "/acceptance",
                Map.of("secret", invited.get("secret").asString(), "partyName", "Mobile"));
        String commitment = ada.post(
                        path + "/commitments",
                        Map.of(
                                "title", "Freeze the public API",
                                "evaluation", "The contract tests of both teams run green.",
                                "due", "2035-06-29",
                                "zone", "Europe/Berlin",
                                "monitor", "BOTH"))
                .get("id")
                .asString();
        return new PostingPerson(ada, UUID.fromString(ledger), path + "/commitments/" + commitment + "/updates");
    }

    private double raw(MeasuredStore rows, int round) throws Exception {
        List<RawInserts> all = new ArrayList<>();
        try {
            for (int i = 0; i < RAW_CONNECTIONS; i++) {
                all.add(rows.rawInserts());
            }
            AtomicLong inserted = new AtomicLong();
            double rate = inTurn("plain rows, " + RAW_CONNECTIONS + " connections", RAW_CONNECTIONS, round, place -> {
                RawInserts one = all.get(place);
                return () -> {
                    one.insert();
                    inserted.incrementAndGet();
                };
            });
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

    private double commands(RunningKept kept, List<byte[]> updates, List<PostingPerson> all, int round)
            throws Exception {
        Map<UUID, Long> before = heads(all, Map.of());
        AtomicLong[] acknowledged = new AtomicLong[PEOPLE];
        for (int i = 0; i < PEOPLE; i++) {
            acknowledged[i] = new AtomicLong();
        }
        double rate = inTurn(
                COMMANDS,
                CONNECTIONS,
                round,
                place -> new Asking(kept.url(), updates.get(place % PEOPLE), acknowledged[place % PEOPLE]));
        Map<UUID, Long> expected = new HashMap<>();
        for (int i = 0; i < PEOPLE; i++) {
            UUID ledger = all.get(i).ledger();
            expected.put(ledger, before.getOrDefault(ledger, 0L) + acknowledged[i].get());
        }
        if (!heads(all, expected).equals(expected)) {
            throw new IllegalStateException("what can be read is not what was acknowledged");
        }
        return rate;
    }

    /** The last entry of each ledger that can be read, once it can be read up to where it is expected. */
    private static Map<UUID, Long> heads(List<PostingPerson> all, Map<UUID, Long> expected) throws Exception {
        Map<UUID, Long> heads = new HashMap<>();
        long deadline = System.nanoTime() + CAUGHT_UP.toNanos();
        for (PostingPerson each : all) {
            String path = "/api/ledgers/" + each.ledger();
            String atLeast = Long.toString(expected.getOrDefault(each.ledger(), 0L));
            var answer = each.person().ask(path, "Kept-At-Least", atLeast);
            while (answer.statusCode() != 200) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the read side does not get there");
                }
                TimeUnit.MILLISECONDS.sleep(50);
                answer = each.person().ask(path, "Kept-At-Least", atLeast);
            }
            heads.put(
                    each.ledger(),
                    JsonMapper.shared().readTree(answer.body()).get("head").longValue());
        }
        return heads;
    }

    private double inserts(BareService bare, List<byte[]> requests, int round) throws Exception {
        long before = bare.rows();
        AtomicLong acknowledged = new AtomicLong();
        double rate = rate("bare service: inserts a row", bare.url(), requests, acknowledged, round);
        if (bare.rows() != before + acknowledged.get()) {
            throw new IllegalStateException("what is stored is not what was acknowledged");
        }
        return rate;
    }

    /** @param answered counts the requests that were answered as they should be */
    private double rate(String row, String url, List<byte[]> requests, AtomicLong answered, int round)
            throws Exception {
        return inTurn(
                row, CONNECTIONS, round, place -> new Asking(url, requests.get(place % requests.size()), answered));
    }

    private interface Work extends AutoCloseable {
        void once() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    private interface Worker {
        Work at(int place) throws Exception;
    }

    /** Asks the same over one connection. */
    private static final class Asking implements Work {
        private final HttpConnection connection;
        private final byte[] request;
        private final AtomicLong answered;

        Asking(String url, byte[] request, AtomicLong answered) throws IOException {
            this.connection = new HttpConnection(url);
            this.request = request;
            this.answered = answered;
        }

        @Override
        public void once() throws IOException {
            int status = connection.ask(request);
            if (status != 200) {
                throw new IllegalStateException("an answer is " + status);
            }
            answered.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /** As many workers at the same time, for a window; per second. */
    private double inTurn(String row, int workers, int round, Worker worker) throws Exception {
        List<Work> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            all.add(worker.at(i));
        }
        Latencies latencies = new Latencies();
        long began = System.nanoTime();
        long end = began + (long) (plan.window() * 1e9);
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Callable<Latencies>> tasks = new ArrayList<>();
            all.forEach(each -> tasks.add(() -> until(end, each)));
            for (Future<Latencies> one : threads.invokeAll(tasks)) {
                latencies.addAll(one.get());
            }
        }
        double rate = latencies.count() * 1e9 / (System.nanoTime() - began);
        for (Work each : all) {
            each.close();
        }
        console.done(plan.window(), "%s: %s/s".formatted(row, Spread.number(rate)));
        if (round >= 0) {
            figures.add(row, RATE, rate);
            figures.add(row, "p50, ms", latencies.quantile(0.5));
            figures.add(row, "p99, ms", latencies.quantile(0.99));
        }
        return rate;
    }

    private static Latencies until(long end, Work work) throws Exception {
        Latencies latencies = new Latencies();
        for (long now = System.nanoTime(); now < end; ) {
            work.once();
            long done = System.nanoTime();
            latencies.add(done - now);
            now = done;
        }
        return latencies;
    }
}
