package dev.kept.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Bounds how many requests of a kind run at once, for each person and in all. One more waits for its turn, but not for long, and only so
 * many of a person wait. Each process counts for itself. Requests of nobody who signed in, e.g. by a secret address, count by their
 * address. Answers that stay open, as streams do, don't count.
 *
 * <p>Whoever has asked for little lately does not wait behind those who ask without pause: see {@link Requests#isFrugal}.
 */
final class RequestsAtOnce implements HandlerInterceptor {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int WAITING_FOR_EACH_RUNNING = 4;

    /** What a person has used is halved in this time. */
    private static final double HALF_LIFE_NANOS = 10e9;

    /** Someone with one request running for 30 % of the time, for long, comes to this. */
    private static final double FRUGAL_NANOS = 4.3e9;

    /** A person is forgotten when this little is left of what was used. */
    private static final double FORGOTTEN_NANOS = 0.1e9;

    private static final int MOST_REMEMBERED = 1_000;

    private final BiPredicate<HttpServletRequest, HandlerMethod> counted;
    private final String held;
    private final int perPerson;
    private final int inAll;
    private final int always;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<String, Requests> people = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition ended = lock.newCondition();
    private int total;

    private RequestsAtOnce(
            String name,
            BiPredicate<HttpServletRequest, HandlerMethod> counted,
            int perPerson,
            int inAll,
            int always,
            Duration patience,
            LongSupplier nanoTime) {
        if (perPerson < 1 || inAll < perPerson) {
            throw new IllegalStateException(
                    "kept.%s.per-person must be at least 1, and in all at least as many".formatted(name));
        }
        this.counted = counted;
        this.held = RequestsAtOnce.class.getName() + "." + name;
        this.perPerson = perPerson;
        this.inAll = inAll;
        this.always = always;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Those marked as {@link Expensive}. */
    static RequestsAtOnce expensive(int perPerson, int inAll, Duration patience) {
        return new RequestsAtOnce(
                "expensive",
                (request, handler) -> handler.hasMethodAnnotation(Expensive.class),
                perPerson,
                inAll,
                0,
                patience,
                System::nanoTime);
    }

    /**
     * All other queries, so that nobody takes every core: of each person who has asked for little lately one runs in any case. Not what
     * pages ask: they ask the API in turn, in the same name.
     */
    static RequestsAtOnce queries(int perPerson, int inAll, Duration patience, LongSupplier nanoTime) {
        return new RequestsAtOnce(
                "queries",
                (request, handler) -> request.getUserPrincipal() != null
                        && !request.getMethod().equals("POST")
                        && !handler.hasMethodAnnotation(Expensive.class)
                        && request.getRequestURI().startsWith("/api/"),
                perPerson,
                inAll,
                1,
                patience,
                nanoTime);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        if (handler instanceof HandlerMethod method
                && counted.test(request, method)
                && !ResponseBodyEmitter.class.isAssignableFrom(
                        method.getMethod().getReturnType())) {
            Principal person = request.getUserPrincipal();
            String who = person == null ? request.getRequestURI() : person.getName();
            take(who);
            request.setAttribute(held, new Place(who, nanoTime.getAsLong()));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(held) instanceof Place place) {
            request.removeAttribute(held);
            giveBack(place);
        }
    }

    private void take(String who) throws InterruptedException {
        lock.lock();
        try {
            Requests own = people.computeIfAbsent(who, ignored -> new Requests());
            if (own.waiting >= perPerson * WAITING_FOR_EACH_RUNNING) {
                throw refused(own);
            }
            own.waiting++;
            try {
                long left = patience.toNanos();
                while (own.running >= perPerson || (total >= inAll && !runsInAnyCase(own))) {
                    if (left <= 0) {
                        throw refused(own);
                    }
                    left = ended.awaitNanos(left);
                }
                own.running++;
                total++;
            } finally {
                own.waiting--;
                forgetIfIdle(who, own);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean runsInAnyCase(Requests own) {
        return own.running < always && own.isFrugal(nanoTime.getAsLong());
    }

    private void giveBack(Place place) {
        lock.lock();
        try {
            Requests own = people.get(place.who());
            if (own != null) {
                long now = nanoTime.getAsLong();
                own.use(now - place.since(), now);
                own.running--;
                total--;
                forgetIfIdle(place.who(), own);
                if (people.size() > MOST_REMEMBERED) {
                    people.values().removeIf(each -> each.isIdle() && each.used(now) < FORGOTTEN_NANOS);
                }
                ended.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfIdle(String who, Requests own) {
        if (own.isIdle() && own.used(nanoTime.getAsLong()) < FORGOTTEN_NANOS) {
            people.remove(who);
        }
    }

    private Problem refused(Requests own) {
        String detail = own.running >= perPerson
                ? "You already have " + own.running + " of these requests running: wait until one of them has ended."
                : "Too many requests of this kind are running just now: please try again in a moment.";
        return Problem.of(429, "too-many-requests", "Too many requests", detail).retryAfter(RETRY_AFTER);
    }

    /** @param since when the request began to run */
    private record Place(String who, long since) {}

    private static final class Requests {
        private int running;
        private int waiting;
        private double used;
        private long asOf;

        boolean isIdle() {
            return running == 0 && waiting == 0;
        }

        /** The time for which requests ran, in nanoseconds; what is long ago counts less. */
        double used(long now) {
            return used * Math.pow(0.5, (now - asOf) / HALF_LIFE_NANOS);
        }

        void use(long nanos, long now) {
            used = used(now) + nanos;
            asOf = now;
        }

        /** Someone who reads pages is; a program that asks for expensive things without pause is not. */
        boolean isFrugal(long now) {
            return used(now) < FRUGAL_NANOS;
        }
    }
}
