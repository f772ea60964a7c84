package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What teams do all day, faster: it leaves no warning in the log, loses nothing, and the process does not grow. {@code
 * -Dkept.mixed.minutes} says for how long; an hour otherwise.
 */
@Tag("long")
class MixedLoadTest {

    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("kept.mixed.minutes", 60));
    private static final int LEDGERS = 8;
    private static final Duration BETWEEN_DEEDS = Duration.ofMillis(100);
    private static final long SLACK = 32L << 20;
    private static final List<String> READ = List.of(
            "/document",
            "/entries?order=desc",
            "/dashboard",
            "/review",
            "/commitments",
            "/decisions",
            "/entries?q=freeze",
            "/document?format=markdown",
            "/document?format=pdf",
            "/export?format=jsonl");

    @TempDir
    Path data;

    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicLong deeds = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong pdfsForLater = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private final SoftAssertions softly = new SoftAssertions();
    private volatile boolean over;

    @Test
    void leaves_no_warning_loses_nothing_and_does_not_grow() throws Exception {
        try (Program program = new Program();
                RunningKept kept = RunningKept.up(data)) {
            List<Thread> all = new ArrayList<>();
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < LEDGERS; i++) {
                Pair pair = Pair.meet(kept, i);
                pairs.add(pair);
                all.add(Thread.ofVirtual().start(() -> act(pair)));
                all.add(Thread.ofVirtual().start(() -> read(pair)));
            }
            Pair first = pairs.getFirst();
            first.ada()
                    .person()
                    .post(first.parties().path("/webhooks"), Map.of("url", program.url(), "fromSequence", 0))
                    .expect(201);

            Thread.sleep(LENGTH.dividedBy(3));
            long early = LiveHeap.bytesOf(kept);
            long earlyDeeds = deeds.get();
            Thread.sleep(LENGTH.dividedBy(3).multipliedBy(2));
            over = true;
            for (Thread each : all) {
                each.join(Duration.ofSeconds(40));
            }
            long late = LiveHeap.bytesOf(kept);

            System.out.printf(
                    "%d deeds, %d reads, %d of them PDFs for later, %d answers of 429; live heap %d MB after %d deeds, then %d MB%n",
                    deeds.get(),
                    reads.get(),
                    pdfsForLater.get(),
                    turnedAway.get(),
                    early >> 20,
                    earlyDeeds,
                    late >> 20);
            softly.assertThat(unexpected).isEmpty();
            softly.assertThat(pdfsForLater.get())
                    .as("PDFs that were not made at once")
                    .isLessThan(reads.get() / READ.size());
            softly.assertThat(turnedAway.get()).as("answers of 429").isLessThan(deeds.get() / 100);
            for (Pair pair : pairs) {
                softly.check(() -> assertNothingIsMissing(pair));
            }
            softly.assertThat(late).as("bytes alive after collecting").isLessThan(early * 5 / 4 + SLACK);
            softly.assertThat(kept.said())
                    .noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN ") || line.startsWith("\tat "));
        }
        // Ends with another code than 0 when event store and Kafka differ anywhere.
        softly.check(() -> RunningKept.run(data, "reconcile"));
        softly.assertAll();
    }

    /** Two people, each with an account that lasts. */
    private record Pair(Account ada, Account bea, TwoParties parties) {

        static Pair meet(RunningKept kept, int number) {
            Account ada = Account.open(kept.url(), "Ada" + number, "ada" + number + "@example.org");
            Account bea = Account.open(kept.url(), "Bea" + number, "bea" + number + "@example.org");
            TwoParties parties = TwoParties.meet(ada.person(), bea.person());
            bea.person().getOnceThere(2, parties.path(""));
            return new Pair(ada, bea, parties);
        }
    }

    private static void assertNothingIsMissing(Pair pair) {
        Person ada = pair.ada().person();
        TwoParties parties = pair.parties();
        long head = ada.post(parties.path("/commitments"), TwoParties.terms(Duration.ofDays(1)))
                .expect(201)
                .body()
                .get("sequence")
                .asLong();
        long entries = ada.getOnceThere(head, parties.path("/export?format=jsonl"))
                .response()
                .body()
                .lines()
                .filter(line -> line.contains("\"sequence\""))
                .count();
        assertThat(entries).as("entries of a whole export").isEqualTo(head + 1);
    }

    private void act(Pair pair) {
        TwoParties parties = pair.parties();
        Random random = new Random(parties.ledger().hashCode());
        while (!over) {
            Answer made =
                    pair.ada().person().post(parties.path("/commitments"), TwoParties.terms(Duration.ofSeconds(20)));
            if (!noted("commitments", made, 201)) {
                continue;
            }
            String path = parties.path("/commitments/" + made.text("id"));
            noted(
                    "updates",
                    pair.ada().person().post(path + "/updates", Map.of("text", "Half of it", "progress", 50)),
                    200);
            long sequence = made.body().get("sequence").asLong();
            noted("own", pair.bea().person().getAtLeast(sequence + 1, path), 200);
            switch (random.nextInt(4)) {
                case 0 -> noted("lessons", pair.bea().person().post(parties.path("/lessons"), lesson(sequence)), 201);
                case 1 ->
                    noted("wins", pair.bea().person().post(parties.path("/wins"), Map.of("title", "It works")), 201);
                default -> {
                    noted("deliveries", pair.ada().person().post(path + "/deliveries", Map.of("text", "Done")), 200);
                    noted("confirmations", pair.bea().person().post(path + "/delivery-confirmation", Map.of()), 200);
                }
            }
            deeds.addAndGet(4);
            rest();
        }
    }

    private static Map<String, Object> lesson(long about) {
        return Map.of("learned", "Entry " + about + " came late", "differently", "Begin earlier");
    }

    private void read(Pair pair) {
        for (int i = 0; !over; i++) {
            Answer answer = pair.bea().person().get(pair.parties().path(READ.get(i % READ.size())));
            reads.incrementAndGet();
            if (isPdfForLater(READ.get(i % READ.size()), answer)) {
                pdfsForLater.incrementAndGet();
            } else {
                noted(READ.get(i % READ.size()), answer, 200);
            }
            rest();
        }
    }

    /** Few PDFs are made at a time (ADR 34): of a long ledger one takes seconds, and whoever comes meanwhile is told when to ask again. */
    private static boolean isPdfForLater(String path, Answer answer) {
        return path.endsWith("format=pdf")
                && answer.status() == 503
                && answer.response().headers().firstValue("Retry-After").isPresent();
    }

    /** On a machine that has other work, too, a query may have waited for its turn for too long, and says when to ask again. */
    private static boolean isTurnedAway(Answer answer) {
        return answer.status() == 429
                && answer.response().headers().firstValue("Retry-After").isPresent();
    }

    private boolean noted(String what, Answer answer, int expected) {
        boolean asExpected = answer.status() == expected;
        if (isTurnedAway(answer)) {
            turnedAway.incrementAndGet();
        } else if (!asExpected) {
            unexpected.add(
                    what + " " + answer.status() + " " + answer.response().body());
        }
        return asExpected;
    }

    private static void rest() {
        try {
            Thread.sleep(BETWEEN_DEEDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
