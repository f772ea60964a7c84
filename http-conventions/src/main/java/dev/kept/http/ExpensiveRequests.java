package dev.kept.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Bounds how many {@link Expensive} requests run at once, for each person and in all. Each process counts for itself. Requests of
 * nobody who signed in, e.g. by a secret address, count by their address.
 */
final class ExpensiveRequests implements HandlerInterceptor {

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final String HELD = ExpensiveRequests.class.getName();

    private final int perPerson;
    private final int inAll;
    private final Map<String, Integer> running = new HashMap<>();
    private int total;

    ExpensiveRequests(int perPerson, int inAll) {
        if (perPerson < 1 || inAll < perPerson) {
            throw new IllegalStateException(
                    "kept.expensive.per-person must be at least 1, and kept.expensive.in-all" + " at least as much");
        }
        this.perPerson = perPerson;
        this.inAll = inAll;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Expensive.class)) {
            Principal person = request.getUserPrincipal();
            String who = person == null ? request.getRequestURI() : person.getName();
            take(who);
            request.setAttribute(HELD, who);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(HELD) instanceof String who) {
            request.removeAttribute(HELD);
            giveBack(who);
        }
    }

    private synchronized void take(String who) {
        int own = running.getOrDefault(who, 0);
        if (own >= perPerson) {
            throw refused("You already have " + own + " of these requests running: wait until one of them has ended.");
        }
        if (total >= inAll) {
            throw refused("Too many requests of this kind are running just now: please try again in a moment.");
        }
        running.put(who, own + 1);
        total++;
    }

    private synchronized void giveBack(String who) {
        running.computeIfPresent(who, (person, own) -> own == 1 ? null : own - 1);
        total--;
    }

    private static Problem refused(String detail) {
        return Problem.of(429, "too-many-requests", "Too many requests", detail).retryAfter(WAIT);
    }
}
