package dev.kept.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.InvalidMimeTypeException;
import tools.jackson.databind.json.JsonMapper;

/** The one place where a refusal becomes bytes, and where a failure nobody foresaw becomes a refusal. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(Instants.module()).build();
    private static final int FRAMES_PER_CAUSE = 40;

    private Problems() {}

    /** Writes the refusal, unless an answer is already under way: then the connection just ends. */
    static void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        if (isPage(request)) {
            problem.headers().forEach(response::setHeader);
            response.sendError(problem.status());
            return;
        }
        writeJson(request, response, problem);
    }

    static void writeJson(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        response.resetBuffer();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(body(pathOf(request), problem)));
    }

    /** Pages are for browsers; whatever stands under {@code /api} or {@code /actuator} is for programs. */
    static boolean isPage(HttpServletRequest request) {
        String path = pathOf(request);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE) && !isForPrograms(path);
    }

    /** The path as sent; empty when the container could not read the request's first line. */
    private static String pathOf(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = original == null ? request.getRequestURI() : original.toString();
        return path == null ? "" : path;
    }

    private static boolean isForPrograms(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/actuator")
                || path.startsWith("/v3/api-docs")
                || path.startsWith("/oauth2/token");
    }

    /** What a failure nobody foresaw is answered with: 503 when a database is away, else 500 with an incident's id. */
    static Problem ofFailure(HttpServletRequest request, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof InvalidParameterException form) {
                return Problem.ofStatus(form.getErrorCode());
            }
            if (cause instanceof RequestRejectedException) {
                return Problem.ofStatus(400);
            }
            if (cause instanceof InvalidMimeTypeException
                    || (cause instanceof HttpMessageNotWritableException && cause.getCause() == null)) {
                // Accept names nothing that any converter writes, e.g. JSON in UTF-16.
                return Problem.ofStatus(406);
            }
            if (cause instanceof SQLException sql && isAway(sql)) {
                return Problem.temporarilyUnavailable("The record cannot be reached just now.", Duration.ofSeconds(2));
            }
        }
        UUID incident = UUID.randomUUID();
        LOG.error("Incident {} at {} {}{}", incident, request.getMethod(), placeOf(request), traceOf(failure));
        return Problem.internalError(incident);
    }

    /** Cut off by a limit of time: a statement, a lock that others hold, a transaction, and one that was idle. */
    private static final Set<String> TOOK_TOO_LONG = Set.of("57014", "55P03", "25P03", "25P04");

    private static boolean isAway(SQLException sql) {
        String state = sql.getSQLState();
        if (state == null) {
            // No server says so: the pool has closed a connection that broke, and the transaction cannot be rolled back
            // any more.
            return true;
        }
        return sql instanceof SQLTransientException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || TOOK_TOO_LONG.contains(state);
    }

    private static Object placeOf(HttpServletRequest request) {
        Object pattern = request.getAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern");
        return pattern == null ? "an unmapped path" : pattern;
    }

    /** Where it happened, without the messages: those may quote what someone wrote. */
    private static String traceOf(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            trace.append("\n  ").append(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, FRAMES_PER_CAUSE); i++) {
                trace.append("\n    at ").append(frames[i]);
            }
        }
        return trace.toString();
    }

    private static Map<String, @Nullable Object> body(String path, Problem problem) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("type", "urn:kept:problem:" + problem.code());
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        if (!path.isEmpty()) {
            body.put("instance", path);
        }
        body.put("code", problem.code());
        body.put("facts", problem.facts());
        if (!problem.errors().isEmpty()) {
            body.put("errors", problem.errors());
        }
        return body;
    }
}
