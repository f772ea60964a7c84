package dev.kept.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * The API's streams, passed on to browsers byte by byte. Idle, one is two open sockets and an object. It ends with the browser's session:
 * at once when that is ended here, and with the next entry or beat of the API when it is ended by another replica.
 */
final class PageStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PageStreams.class);

    private final Predicate<String> live;
    private final Set<Passed> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    /** @param live whether a session still stands, by its digest */
    PageStreams(Predicate<String> live) {
        this.live = live;
    }

    /**
     * @param from the API's answer
     * @param lifetime after which the stream ends, so that the browser asks again
     * @param session the digest of the session it belongs to
     */
    ResponseBodyEmitter pass(Flow.Publisher<List<ByteBuffer>> from, Duration lifetime, String session) {
        Passed passed = new Passed(session, new ResponseBodyEmitter(lifetime.toMillis()));
        open.add(passed);
        passed.emitter.onCompletion(passed::end);
        passed.emitter.onTimeout(passed::end);
        passed.emitter.onError(gone -> passed.end());
        from.subscribe(passed);
        return passed.emitter;
    }

    void endAllOf(String session) {
        open.stream().filter(each -> each.session.equals(session)).forEach(Passed::end);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.forEach(Passed::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Passed implements Flow.Subscriber<List<ByteBuffer>> {

        private final String session;
        private final ResponseBodyEmitter emitter;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Flow.@Nullable Subscription subscription;

        Passed(String session, ResponseBodyEmitter emitter) {
            this.session = session;
            this.emitter = emitter;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (ended.get()) {
                given.cancel();
            } else {
                given.request(1);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            try {
                if (ended.get() || !live.test(session)) {
                    end();
                    return;
                }
                for (ByteBuffer part : parts) {
                    byte[] bytes = new byte[part.remaining()];
                    part.get(bytes);
                    emitter.send(bytes, MediaType.TEXT_EVENT_STREAM);
                }
                Flow.Subscription from = subscription;
                if (from != null) {
                    from.request(1);
                }
            } catch (IOException | IllegalStateException e) {
                // The browser went away, or its time was up while we sent.
                end();
            } catch (DataAccessException e) {
                // The browser asks again and goes on after what it has.
                LOG.debug("A stream ends because the database is away", e);
                end();
            }
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        @Override
        public void onComplete() {
            end();
        }

        private void end() {
            if (ended.getAndSet(true)) {
                return;
            }
            open.remove(this);
            Flow.Subscription from = subscription;
            if (from != null) {
                from.cancel();
            }
            emitter.complete();
        }
    }
}
