package dev.kept.projections.store.stream;

import dev.kept.http.Problem;
import dev.kept.projections.store.heads.Heads;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All open streams of this process. */
public final class Streams implements SmartLifecycle {

    private static final int MAX_PER_MEMBER = 20;
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Heads heads;
    private final JdbcStream entries;
    private final Set<EntryStream> open = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> perMember = new ConcurrentHashMap<>();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    Streams(Heads heads, JdbcStream entries) {
        this.heads = heads;
        this.entries = entries;
    }

    /** As the other, for whoever shows a token, by whose validity the stream ends. */
    public SseEmitter listen(UUID ledger, UUID reader, long after, Duration lifetime) {
        return listen(ledger, reader, after, lifetime, "", () -> true);
    }

    /**
     * @param after the last sequence the listener knows
     * @param lifetime after which the stream ends, so that the client shows its token again
     * @param session what the stream belongs to: {@link #endAllOf} ends it
     * @param live whether the session still stands, asked now and again: it may end in another process
     * @throws Problem 429 when the member listens often enough already
     */
    public SseEmitter listen(
            UUID ledger, UUID reader, long after, Duration lifetime, String session, BooleanSupplier live) {
        if (perMember.merge(reader, 1, Integer::sum) > MAX_PER_MEMBER) {
            release(reader);
            throw Problem.of(
                            429,
                            "too-many-requests",
                            "Too many requests",
                            "You listen with " + MAX_PER_MEMBER + " streams already; end one of them first.")
                    .retryAfter(BEAT);
        }
        EntryStream stream = new EntryStream(ledger, reader, after, lifetime, entries, session, live);
        Heads.Watching watching = heads.watch(ledger, () -> wake(stream));
        open.add(stream);
        Runnable ended = () -> {
            if (open.remove(stream)) {
                watching.close();
                release(reader);
                stream.end();
            }
        };
        stream.emitter().onCompletion(ended);
        stream.emitter().onTimeout(ended);
        stream.emitter().onError(failure -> ended.run());
        try {
            stream.greet();
        } catch (IOException e) {
            ended.run();
        }
        // What came between the look at the ledger and the watch.
        wake(stream);
        return stream.emitter();
    }

    /** Ends the streams of a session here; those in other processes end at their next beat. */
    public void endAllOf(String session) {
        open.stream().filter(stream -> stream.belongsTo(session)).forEach(EntryStream::end);
    }

    int count() {
        return open.size();
    }

    private void wake(EntryStream stream) {
        if (stream.wake()) {
            senders.execute(stream::send);
        }
    }

    private void release(UUID reader) {
        perMember.computeIfPresent(reader, (id, count) -> count == 1 ? null : count - 1);
    }

    private void beat() {
        try {
            while (running) {
                Thread.sleep(BEAT);
                open.forEach(stream -> senders.execute(stream::beat));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("projections-heartbeat").start(this::beat);
    }

    /** Before the web server waits for its requests to end: these would not. */
    @Override
    public void stop() {
        running = false;
        open.forEach(EntryStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
