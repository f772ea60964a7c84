package dev.kept.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Bounds how many requests of a kind run at once, for each person and in all. One more waits for its turn, but not for long, and only so
 * many of a person wait. Each process counts for itself. Requests of nobody who signed in, e.g. by a secret address, count by their
 * address. Answers that stay open, as streams do, don't count.
 */
final class RequestsAtOnce implements HandlerInterceptor {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int WAITING_FOR_EACH_RUNNING = 4;

    private final BiPredicate<HttpServletRequest, HandlerMethod> counted;
    private final String held;
    private final int perPerson;
    private final int inAll;
    private final int always;
    private final Duration patience;
    private final Map<String, Requests> people = new HashMap<>();
    private final Set<Waiting> line = new LinkedHashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private int total;

    private RequestsAtOnce(
            String name,
            BiPredicate<HttpServletRequest, HandlerMethod> counted,
            int perPerson,
            int inAll,
            int always,
            Duration patience) {
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
    }

    /** Those marked as {@link Expensive}. */
    static RequestsAtOnce expensive(int perPerson, int inAll, Duration patience) {
        return new RequestsAtOnce(
                "expensive",
                (request, handler) -> handler.hasMethodAnnotation(Expensive.class),
                perPerson,
                inAll,
                0,
                patience);
    }

    /**
     * All queries, so that nobody takes every core: of each person one runs in any case. Not what pages ask: they ask the API in turn, in
     * the same name.
     */
    static RequestsAtOnce queries(int perPerson, int inAll, Duration patience) {
        return new RequestsAtOnce(
                "queries",
                (request, handler) -> request.getUserPrincipal() != null
                        && !request.getMethod().equals("POST")
                        && request.getRequestURI().startsWith("/api/"),
                perPerson,
                inAll,
                1,
                patience);
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
            request.setAttribute(held, who);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(held) instanceof String who) {
            request.removeAttribute(held);
            giveBack(who);
        }
    }

    private void take(String who) throws InterruptedException {
        lock.lock();
        try {
            Requests own = people.computeIfAbsent(who, ignored -> new Requests());
            if (own.waiting >= perPerson * WAITING_FOR_EACH_RUNNING) {
                throw refused(own);
            }
            // Nobody waits who may run: each end lets in those who may from then on.
            if (mayRun(own)) {
                run(own);
            } else {
                await(who, own);
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(String who, Requests own) throws InterruptedException {
        Waiting waiting = new Waiting(own, lock.newCondition());
        line.add(waiting);
        own.waiting++;
        try {
            long left = patience.toNanos();
            while (!waiting.letIn) {
                if (left <= 0) {
                    throw refused(own);
                }
                left = waiting.turn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            if (waiting.letIn) {
                end(own);
            }
            throw e;
        } finally {
            own.waiting--;
            line.remove(waiting);
            forgetIfIdle(who, own);
        }
    }

    private boolean mayRun(Requests own) {
        return own.running < perPerson && (own.running < always || total < inAll);
    }

    private void run(Requests own) {
        own.running++;
        total++;
    }

    /** Lets in who may run now, in the order in which they came, and wakes nobody else. */
    private void end(Requests own) {
        own.running--;
        total--;
        for (Iterator<Waiting> each = line.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (mayRun(next.own)) {
                each.remove();
                next.letIn = true;
                run(next.own);
                next.turn.signal();
            }
        }
    }

    private void giveBack(String who) {
        lock.lock();
        try {
            Requests own = people.get(who);
            if (own != null) {
                end(own);
                forgetIfIdle(who, own);
            }
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfIdle(String who, Requests own) {
        if (own.running == 0 && own.waiting == 0) {
            people.remove(who);
        }
    }

    private Problem refused(Requests own) {
        String detail = own.running >= perPerson
                ? "You already have " + own.running + " of these requests running: wait until one of them has ended."
                : "Too many requests of this kind are running just now: please try again in a moment.";
        return Problem.of(429, "too-many-requests", "Too many requests", detail).retryAfter(RETRY_AFTER);
    }

    private static final class Requests {
        private int running;
        private int waiting;
    }

    /** A request that waits for its turn. */
    private static final class Waiting {
        private final Requests own;
        private final Condition turn;
        private boolean letIn;

        Waiting(Requests own, Condition turn) {
            this.own = own;
            this.turn = turn;
        }
    }
}
