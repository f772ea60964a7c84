package dev.kept.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * How long requests take: the metric {@code http.server.requests} by method, route, status and outcome, as Spring Boot names them. One
 * timer that is looked up once, where Boot's own makes an observation of each request. An answer that stays open counts when it ends.
 */
final class RequestTimes extends OncePerRequestFilter {

    private static final String NAME = "http.server.requests";
    private static final String OTHER = "UNKNOWN";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    /** What is to be told apart: whether people notice, whether they wait, whether they go away. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(150),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry metrics;
    private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

    RequestTimes(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** What is counted together. The route has its variables' names, not their values, so there are not many. */
    private record Answered(String method, String route, int status) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtTheEnd(() -> record(request, response, began)));
            } else {
                record(request, response, began);
            }
        }
    }

    private void record(HttpServletRequest request, HttpServletResponse response, long began) {
        int status = response.getStatus();
        Answered answered = new Answered(method(request), route(request, status), status);
        // Looked up first, because computeIfAbsent may lock even where there is one.
        Timer known = timers.get(answered);
        Timer timer = known == null ? timers.computeIfAbsent(answered, this::timer) : known;
        timer.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }

    /** A method of HTTP; what else somebody may send is one and the same. */
    static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER;
    }

    private static String route(HttpServletRequest request, int status) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern != null) {
            return pattern.toString();
        }
        if (status == HttpStatus.NOT_FOUND.value()) {
            return "NOT_FOUND";
        }
        return status / 100 == 3 ? "REDIRECTION" : OTHER;
    }

    private Timer timer(Answered answered) {
        return Timer.builder(NAME)
                .description("How long requests took, until the last byte was written")
                .tag("method", answered.method())
                .tag("uri", answered.route())
                .tag("status", Integer.toString(answered.status()))
                .tag("outcome", outcome(answered.status()))
                .serviceLevelObjectives(BOUNDS)
                .register(metrics);
    }

    private static String outcome(int status) {
        HttpStatus.Series series = HttpStatus.Series.resolve(status);
        return series == null ? OTHER : series.name();
    }
}
