package dev.kept.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * One token bucket per person for POST requests. It protects the service from a program gone wild, not a quota: replicas count each
 * for themselves, and of more than {@link #MAX_BUCKETS} persons the longest silent are forgotten.
 */
final class CommandRate extends OncePerRequestFilter {

    static final int MAX_BUCKETS = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    CommandRate(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token && !take(token.getName())) {
            Problems.write(request, response, Problem.tooManyRequests((long) Math.ceil(1 / perSecond)));
            return;
        }
        chain.doFilter(request, response);
    }

    synchronized boolean take(String who) {
        long now = nanoTime.getAsLong();
        Bucket before = buckets.get(who);
        double tokens = before == null
                ? burst
                : Math.min(burst, before.tokens + (now - before.at) / NANOS_PER_SECOND * perSecond);
        boolean enough = tokens >= 1;
        buckets.put(who, new Bucket(enough ? tokens - 1 : tokens, now));
        return enough;
    }

    private record Bucket(double tokens, long at) {}
}
