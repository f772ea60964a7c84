package dev.kept.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Two token buckets per person: one for commands (POST), one for whatever else is asked, so that reading never uses up writing. */
final class RequestRate extends OncePerRequestFilter {

    private final TokenBuckets commands;
    private final TokenBuckets queries;

    RequestRate(TokenBuckets commands, TokenBuckets queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TokenBuckets buckets = request.getMethod().equals("POST") ? commands : queries;
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token && !buckets.take(token.getName())) {
            Problems.write(request, response, Problem.tooManyRequests(buckets.secondsToWait()));
            return;
        }
        chain.doFilter(request, response);
    }
}
