package dev.kept.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** One token bucket per person for POST requests. */
final class CommandRate extends OncePerRequestFilter {

    private final TokenBuckets buckets;

    CommandRate(double perSecond, int burst, LongSupplier nanoTime) {
        this.buckets = new TokenBuckets(perSecond, burst, nanoTime);
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
            Problems.write(request, response, Problem.tooManyRequests(buckets.secondsToWait()));
            return;
        }
        chain.doFilter(request, response);
    }

    boolean take(String who) {
        return buckets.take(who);
    }
}
