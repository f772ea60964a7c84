package dev.kept.projections.views.document.pdf;

import dev.kept.http.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prints documents, few at a time and few for one person, in the order in which they were asked for. Each takes a processor and some
 * memory, so it runs on a thread of its own: a virtual thread would hold up all others.
 */
@Component
public class Pdf {

    static final int OF_ONE_PERSON = 2;
    static final int WAITING = 16;

    private static final int AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore presses = new Semaphore(AT_A_TIME, true);
    private final Map<UUID, Integer> people = new ConcurrentHashMap<>();

    /**
     * A document on A4.
     *
     * @param paper gives it as XHTML; called when it is its turn
     * @throws Problem 429 while the same person has as many as one may have, 503 when too many others are waiting
     */
    public byte[] printed(UUID person, Supplier<String> paper) {
        return printed(person, paper, null);
    }

    /** As {@link #printed(UUID, Supplier)}, with a file inside it. */
    public byte[] printed(UUID person, Supplier<String> paper, @Nullable Attachment attachment) {
        if (people.merge(person, 1, Integer::sum) > OF_ONE_PERSON) {
            leave(person);
            throw Problem.of(
                            429,
                            "too-many-requests",
                            "Too many requests",
                            "%d PDFs are already being made for you. Ask again when they are done."
                                    .formatted(OF_ONE_PERSON))
                    .retryAfter(RETRY_AFTER);
        }
        try {
            return inTurn(() -> Press.printed(paper.get(), attachment));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.temporarilyUnavailable("Kept is about to stop.", RETRY_AFTER);
        } finally {
            leave(person);
        }
    }

    /** How many a person has asked for and not got yet. */
    int underWay(UUID person) {
        return people.getOrDefault(person, 0);
    }

    private void leave(UUID person) {
        people.computeIfPresent(person, (same, count) -> count == 1 ? null : count - 1);
    }

    private byte[] inTurn(Callable<byte[]> printing) throws InterruptedException {
        if (presses.getQueueLength() >= WAITING || !presses.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw Problem.temporarilyUnavailable("Too many PDFs are being made right now.", RETRY_AFTER);
        }
        try {
            return onItsOwnThread(printing);
        } finally {
            presses.release();
        }
    }

    private static byte[] onItsOwnThread(Callable<byte[]> printing) throws InterruptedException {
        FutureTask<byte[]> task = new FutureTask<>(printing);
        Thread.ofPlatform().daemon().name("pdf").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
