package dev.kept.endtoend.crash;

import dev.kept.endtoend.Person.Answer;
import dev.kept.endtoend.Person.Unreachable;
import dev.kept.endtoend.Surfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * People who write one thing after the other, each until it is acknowledged, read it back, and look at pages; and how long everything takes them, by
 * what was going on at the time.
 */
final class Visitors {

    private static final int REST_MILLIS = 200;
    private static final int AFTER_A_FAILURE_MILLIS = 50;
    private static final int DIGITS = 3;
    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<Phase> phases = new ArrayList<>();
    private final Address address;
    private volatile Phase now;
    private volatile boolean over;

    /** What is measured while one thing goes on; times in milliseconds. */
    private static final class Phase {
        private final String name;
        private final long began = System.nanoTime();
        private long ended;
        private final Histogram acknowledged = new Histogram(DIGITS);
        private final Histogram visible = new Histogram(DIGITS);
        private final Histogram pages = new Histogram(DIGITS);
        private final AtomicLong failedCommands = new AtomicLong();
        private final AtomicLong failedQueries = new AtomicLong();
        private final AtomicLong failedPages = new AtomicLong();

        Phase(String name) {
            this.name = name;
        }

        String row() {
            return "| %s | %.0f | %.1f | %s | %s | %s | %d / %d / %d |"
                    .formatted(
                            name,
                            (ended - began) / 1e9,
                            acknowledged.getTotalCount() * 1e9 / (ended - began),
                            spread(acknowledged),
                            spread(visible),
                            spread(pages),
                            failedCommands.get(),
                            failedQueries.get(),
                            failedPages.get());
        }

        private static String spread(Histogram times) {
            return "%d / %d / %d"
                    .formatted(times.getValueAtPercentile(50), times.getValueAtPercentile(99), times.getMaxValue());
        }
    }

    Visitors(String url, List<Pair> pairs, String firstPhase) {
        this.address = new Address(url, url);
        this.now = new Phase(firstPhase);
        phases.add(now);
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            int number = i;
            begin(() -> write(pair, pair.ada(), "c1a" + number));
            begin(() -> write(pair, pair.bea(), "c1b" + number));
            begin(() -> look(pair, number, url));
        }
    }

    private void begin(Runnable visit) {
        threads.add(Thread.ofVirtual().start(visit));
    }

    /** What is measured from now on. */
    void phase(String name) {
        Phase next = new Phase(name);
        now.ended = next.began;
        now = next;
        phases.add(next);
    }

    /** Nobody asks for anything more; returns when the last answers are there. */
    void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        now.ended = System.nanoTime();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** In Markdown; times as median, 99th percentile and the longest. */
    String table() {
        List<String> lines = new ArrayList<>(List.of(
                "| while | s | commands/s | acknowledged, ms | from there until it can be read, ms | page, ms | failed commands / queries / pages |",
                "|---|---|---|---|---|---|---|"));
        phases.forEach(phase -> lines.add(phase.row()));
        return String.join("\n", lines);
    }

    private void write(Pair pair, Pair.Side by, String name) {
        for (int number = 0; !over; number++) {
            String marker = name + "-" + number;
            Asked command = new Asked(
                    marker,
                    "lesson",
                    by,
                    "/api/ledgers/" + pair.ledger() + "/lessons",
                    Map.of("learned", marker + ".", "differently", "Begin earlier"));
            asked.add(command);
            Phase during = now;
            long began = System.nanoTime();
            until(() -> isRecorded(command), during.failedCommands);
            long recorded = System.nanoTime();
            Place place = command.place();
            if (place == null) {
                return;
            }
            until(() -> isShown(by, place), during.failedQueries);
            long shown = System.nanoTime();
            add(during.acknowledged, recorded - began);
            add(during.visible, shown - recorded);
            Scene.pause(REST_MILLIS);
        }
    }

    private boolean isRecorded(Asked command) {
        Answer answer = Worker.answerTo(address, command);
        if (answer.status() != 201) {
            return false;
        }
        Worker.understand(command, answer, ignored -> {});
        return true;
    }

    private boolean isShown(Pair.Side by, Place place) {
        return by.at(address)
                        .getAtLeast(place.sequence(), "/api/ledgers/" + place.ledger())
                        .status()
                == 200;
    }

    private void look(Pair pair, int number, String url) {
        try (Surfer surfer = new Surfer(url)) {
            surfer.signIn(pair.ada().email(), "a long pass phrase of Ada" + number);
            while (!over) {
                Phase during = now;
                long began = System.nanoTime();
                until(() -> surfer.open("/ledgers/" + pair.ledger() + "/timeline") == 200, during.failedPages);
                add(during.pages, System.nanoTime() - began);
                Scene.pause(REST_MILLIS);
            }
        } catch (IOException e) {
            now.failedPages.incrementAndGet();
        }
    }

    private interface Attempt {
        boolean succeeds() throws IOException;
    }

    private static void until(Attempt attempt, AtomicLong failures) {
        boolean done = false;
        while (!done) {
            try {
                done = attempt.succeeds();
            } catch (IOException | Unreachable e) {
                done = false;
            }
            if (!done) {
                failures.incrementAndGet();
                Scene.pause(AFTER_A_FAILURE_MILLIS);
            }
        }
    }

    private static void add(Histogram times, long nanos) {
        synchronized (times) {
            times.recordValue(nanos / NANOS_OF_A_MILLI);
        }
    }
}
