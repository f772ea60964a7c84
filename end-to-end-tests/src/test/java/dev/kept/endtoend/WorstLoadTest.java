package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What four members can do at their worst within their limits, against a process with 512 MB of heap: it neither ends it nor takes it from
 * anybody else. {@code -Dkept.worst.minutes} says for how long; an hour otherwise.
 */
@Tag("long")
class WorstLoadTest {

    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("kept.worst.minutes", 60));
    private static final int PROMISES = 100;
    private static final int STREAMS = 15;
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);
    private static final Duration PATIENCE_OF_A_READER = Duration.ofSeconds(2);

    @TempDir
    Path data;

    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final Queue<Long> waits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean paused;
    private volatile boolean over;

    @Test
    void of_four_members_leaves_the_process_alive_and_others_unharmed() throws Exception {
        try (RunningKept kept = RunningKept.up(data)) {
            Account ada = account(kept, "Ada");
            Account bea = account(kept, "Bea");
            TwoParties busy = TwoParties.meet(ada.person(), bea.person());
            List<Account> four =
                    List.of(ada, bea, joined(kept, busy, busy.ada(), "Ann"), joined(kept, busy, busy.bea(), "Ben"));
            for (int i = 0; i < PROMISES; i++) {
                busy.ada().post(busy.path("/commitments"), daily(1_000)).expect(201);
            }
            Account reader = account(kept, "Cleo");
            TwoParties calm =
                    TwoParties.meet(reader.person(), account(kept, "Dan").person());
            calm.ada().getOnceThere(2, calm.path(""));
            List<Thread> all = new ArrayList<>();
            for (Account each : four) {
                all.addAll(worstOf(each, busy));
            }
            all.add(Thread.ofVirtual().start(() -> readOn(reader, calm)));

            Thread.sleep(LENGTH.dividedBy(4));
            long early = liveAtRest(kept);
            Thread.sleep(LENGTH.dividedBy(4).multipliedBy(3));
            long late = liveAtRest(kept);
            over = true;
            for (Thread each : all) {
                each.join(Duration.ofSeconds(40));
            }

            List<Long> sorted = new ArrayList<>(waits);
            Collections.sort(sorted);
            System.out.printf(
                    "answers %s%nlive heap %d MB, then %d MB%nbystander: %d reads, median %d ms, p99 %d ms, longest %d ms%n",
                    new TreeMap<>(answers),
                    early >> 20,
                    late >> 20,
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 99 / 100),
                    sorted.getLast());
            assertThat(unexpected).isEmpty();
            assertThat(answers).containsKeys("export 200", "pdf 200", "tone 200", "document 200");
            assertThat(sorted.get(sorted.size() * 99 / 100))
                    .as("milliseconds that a bystander waits, of a hundred the second longest")
                    .isLessThan(PATIENCE_OF_A_READER.toMillis());
            assertThat(late).as("bytes alive after collecting").isLessThan(Math.max(200L << 20, early * 5 / 4));
            assertThat(kept.said())
                    .noneMatch(line ->
                            line.contains(" ERROR ") || line.contains(" WARN ") || line.contains("OutOfMemory"));
        }
    }

    /** What is kept, and not what is just being answered: the requests under way are waited for first. */
    private long liveAtRest(RunningKept kept) throws Exception {
        paused = true;
        try {
            for (Instant patience = Instant.now().plus(ENDED_WITHIN);
                    underWay.get() > 0 && Instant.now().isBefore(patience); ) {
                Thread.sleep(100);
            }
            assertThat(underWay).as("requests that do not end").hasValue(0);
            return LiveHeap.bytesOf(kept);
        } finally {
            paused = false;
        }
    }

    private static Account account(RunningKept kept, String name) {
        return Account.open(kept.url(), name, name + "@example.org");
    }

    private static Account joined(RunningKept kept, TwoParties parties, Person inviter, String name) {
        Account account = account(kept, name);
        Answer invited =
                inviter.post(parties.path("/member-invitations"), Map.of()).expect(201);
        account.person()
                .post(
                        parties.path("/invitations/" + invited.text("invitation") + "/acceptance"),
                        Map.of("secret", invited.text("secret")))
                .expect(200);
        return account;
    }

    private static Map<String, Object> daily(int dates) {
        return Map.of(
                "title",
                "Answer within a day",
                "details",
                "Every question, whoever asks it. ".repeat(200),
                "due",
                "2030-01-01",
                "zone",
                "Europe/Berlin",
                "recurrence",
                Map.of("rrule", "FREQ=DAILY;COUNT=" + dates));
    }

    private List<Thread> worstOf(Account who, TwoParties ledger) {
        String words = "You never listen, and you always were late with this. ".repeat(180);
        Map<String, Object> tone = Map.of(
                "language",
                "en",
                "texts",
                List.of(Map.of("field", "one", "text", words), Map.of("field", "two", "text", words)));
        String body = "{\"text\":\"" + "x".repeat(250_000) + "\"}";
        List<Thread> loops = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            loops.add(over("export", who, ledger.path("/export?format=csv")));
            loops.add(over("export", who, ledger.path("/export?format=jsonl")));
            loops.add(over("pdf", who, ledger.path("/document?format=pdf")));
            loops.add(over("document", who, ledger.path("/document?limit=1000")));
            loops.add(over("document", who, ledger.path("/document?format=html&limit=1000")));
            loops.add(over("search", who, ledger.path("/entries?q=question&limit=200")));
            loops.add(over("review", who, ledger.path("/review")));
            loops.add(over("dashboard", who, ledger.path("/dashboard")));
            loops.add(over("list", who, ledger.path("/commitments?limit=200")));
            loops.add(loop("tone", () -> who.person().post("/api/tone-checks", tone)));
            loops.add(loop("lesson", () -> who.person().post(ledger.path("/lessons"), body)));
        }
        for (int i = 0; i < STREAMS; i++) {
            loops.add(Thread.ofVirtual().start(() -> listen(who, ledger.path("/stream"))));
        }
        return loops;
    }

    private Thread over(String name, Account who, String path) {
        return loop(name, () -> who.person().get(path));
    }

    private Thread loop(String name, Supplier<Answer> request) {
        return Thread.ofVirtual().start(() -> {
            while (!over) {
                if (paused) {
                    rest(100);
                    continue;
                }
                underWay.incrementAndGet();
                int status = statusOf(request);
                underWay.decrementAndGet();
                answers.computeIfAbsent(name + " " + status, ignored -> new AtomicLong())
                        .incrementAndGet();
                if (status < 0 || (status >= 500 && status != 503)) {
                    unexpected.add(name + " " + status);
                }
                if (status == 429 || status == 503) {
                    rest(200);
                }
            }
        });
    }

    /** -1 when the connection ended instead. */
    private static int statusOf(Supplier<Answer> request) {
        try {
            return request.get().status();
        } catch (Person.Unreachable ended) {
            return -1;
        }
    }

    private void readOn(Account reader, TwoParties calm) {
        while (!over) {
            for (String path : List.of("/document", "/entries?order=desc", "/dashboard", "/commitments")) {
                long begun = System.nanoTime();
                int status = reader.person().get(calm.path(path)).status();
                waits.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
                if (status != 200) {
                    unexpected.add("a bystander's " + path + " " + status);
                }
            }
            rest(500);
        }
    }

    private void listen(Account who, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!over) {
                Person now = who.person();
                HttpRequest request = HttpRequest.newBuilder(URI.create(now.url() + path))
                        .header("Authorization", "Bearer " + now.token())
                        .build();
                HttpResponse<InputStream> stream = client.send(request, BodyHandlers.ofInputStream());
                try (InputStream events = stream.body()) {
                    while (!over && events.read() >= 0) {
                        // What comes is not of interest here; that it is sent is.
                    }
                }
                rest(1_000);
            }
            client.shutdownNow();
        } catch (IOException closed) {
            rest(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
