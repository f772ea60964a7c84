package dev.kept.endtoend.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everybody works at once, until told to stop. What each one asks for follows from a seed; what comes of it does not. */
final class Load {

    private static final Duration LAST_ANSWER = Duration.ofSeconds(90);

    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /**
     * Begins.
     *
     * @param address where Kept is reached now; null when it is not
     * @param round names what is asked for here, so that no two rounds have a marker in common
     */
    Load(List<Pair> pairs, Supplier<@Nullable Address> address, String round, Random seeds) {
        for (Pair pair : pairs) {
            begin(new Worker(
                    pair, pair.ada(), pair.bea(), round + "a" + workers.size(), seeds.nextLong(), this, address));
            begin(new Worker(
                    pair, pair.bea(), pair.ada(), round + "b" + workers.size(), seeds.nextLong(), this, address));
        }
    }

    private void begin(Worker worker) {
        workers.add(worker);
        threads.add(Thread.ofVirtual().name("worker-" + workers.size()).start(worker));
    }

    boolean isOver() {
        return over;
    }

    /** An answer that Kept never gives, whatever has happened to its parts. */
    void unexpected(String what) {
        unexpected.add(what);
    }

    /** How many of all workers were told of an entry since the time given. */
    long heard(long sinceNanos) {
        return workers.stream()
                .filter(worker -> worker.lastAcknowledged() - sinceNanos > 0)
                .count();
    }

    int workers() {
        return workers.size();
    }

    /** What was asked for so far. */
    List<Asked> asked() {
        return workers.stream().flatMap(worker -> worker.asked().stream()).toList();
    }

    /** Nobody asks for anything more; returns when the last answers are there. */
    List<String> end() {
        over = true;
        List<String> wrong = new ArrayList<>();
        long deadline = System.nanoTime() + LAST_ANSWER.toNanos();
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    wrong.add(thread.getName() + " waits for an answer that does not come");
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        wrong.addAll(unexpected);
        return wrong;
    }
}
