package dev.kept.projections.store.stream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One listener to one ledger: idle it is an open socket and this object; it has a thread only while something is sent. */
final class EntryStream {

    private static final Logger LOG = LoggerFactory.getLogger(EntryStream.class);
    private static final int PORTION = 500;
    private static final long SHORTEST_MILLIS = 1_000;

    private final UUID ledger;
    private final UUID reader;
    private final JdbcStream entries;
    private final Instant until;
    private final String session;
    private final BooleanSupplier live;
    private final SseEmitter emitter;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReentrantLock sending = new ReentrantLock();
    private long sent;

    /**
     * @param after the last sequence the listener knows
     * @param lifetime for how long the reader has shown a right to listen
     * @param live whether the session that listens still stands
     */
    EntryStream(
            UUID ledger,
            UUID reader,
            long after,
            Duration lifetime,
            JdbcStream entries,
            String session,
            BooleanSupplier live) {
        this.session = session;
        this.live = live;
        this.ledger = ledger;
        this.reader = reader;
        this.entries = entries;
        this.sent = after;
        this.until = Instant.now().plus(lifetime);
        // A timeout that is not positive would never end it; a token may be accepted a moment after it has expired.
        this.emitter = new SseEmitter(Math.max(SHORTEST_MILLIS, lifetime.toMillis()));
    }

    /** What a client gets in {@code data}. */
    record News(long sequence, String type) {}

    SseEmitter emitter() {
        return emitter;
    }

    boolean belongsTo(String other) {
        return session.equals(other);
    }

    UUID reader() {
        return reader;
    }

    /** Whether the caller is to run {@link #send}: nobody else is about to. */
    boolean wake() {
        return wakeUps.getAndIncrement() == 0;
    }

    /**
     * Lets the listener know at once that the connection stands: without a byte the headers would wait for the first entry. The id is
     * what a client that loses the connection before the first entry sends as {@code Last-Event-ID}, so that it misses none.
     */
    void greet() throws IOException {
        emitter.send(SseEmitter.event().id(Long.toString(sent)).comment("listening"));
    }

    /** Sends what there is, and again as long as it was woken meanwhile. */
    void send() {
        int seen;
        do {
            seen = wakeUps.get();
            sendNew();
        } while (!wakeUps.compareAndSet(seen, 0) && !ended.get());
    }

    private void sendNew() {
        sending.lock();
        try {
            boolean more = !ended.get();
            while (more) {
                if (isOver() || !live.getAsBoolean() || !entries.mayRead(ledger, reader)) {
                    end();
                    return;
                }
                List<News> portion = entries.after(ledger, reader, sent, PORTION);
                for (News news : portion) {
                    emitter.send(SseEmitter.event()
                            .id(Long.toString(news.sequence()))
                            .name("entry")
                            .data(news, MediaType.APPLICATION_JSON));
                    sent = news.sequence();
                }
                more = portion.size() == PORTION && !ended.get();
            }
        } catch (IOException | IllegalStateException e) {
            // The listener went away, or its time was up while we sent.
            ended.set(true);
        } catch (DataAccessException e) {
            // The client connects again and goes on after what it has.
            LOG.debug("A stream ends because the database is away", e);
            end();
        } finally {
            sending.unlock();
        }
    }

    /** Keeps proxies from closing the connection, and finds out that the listener is gone. */
    void beat() {
        if (sending.tryLock()) {
            try {
                if (isOver() || !live.getAsBoolean()) {
                    end();
                } else if (!ended.get()) {
                    emitter.send(SseEmitter.event().comment("still here"));
                }
            } catch (IOException | IllegalStateException e) {
                ended.set(true);
            } catch (DataAccessException e) {
                LOG.debug("A stream ends because the database is away", e);
                end();
            } finally {
                sending.unlock();
            }
        }
    }

    /** By the machine's clock, as tokens expire. */
    private boolean isOver() {
        return !Instant.now().isBefore(until);
    }

    void end() {
        if (!ended.getAndSet(true)) {
            emitter.complete();
        }
    }
}
