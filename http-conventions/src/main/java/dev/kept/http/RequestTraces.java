package dev.kept.http;

import dev.kept.http.tracing.TraceAttributes;
import dev.kept.http.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The span of a request, where its trace is recorded. A trace that begins here is called like the request; one that the caller has begun
 * goes on. Which of them are recorded is decided here, whatever the caller says. Of the address only the route is told.
 */
final class RequestTraces extends OncePerRequestFilter {

    /** Its name in the log's context. */
    static final String KEY = "traceId";

    private static final String LEDGER = "ledger";

    private final Traces traces;

    RequestTraces(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SpanContext caller = Traces.read(request.getHeader(Traces.HEADER));
        String id = RequestIds.current();
        String trace = caller.isValid() ? caller.getTraceId() : id;
        if (trace == null || !traces.isRecorded(trace)) {
            chain.doFilter(request, response);
            return;
        }
        String method = RequestTimes.method(request);
        Span span = traces.begin(caller, trace, method)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(TraceAttributes.HTTP_METHOD, method)
                .startSpan();
        if (id != null) {
            span.setAttribute(TraceAttributes.REQUEST, id);
        }
        MDC.put(KEY, trace);
        try (Scope ignored = span.makeCurrent()) {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(KEY);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtTheEnd(() -> end(span, method, request, response)));
            } else {
                end(span, method, request, response);
            }
        }
    }

    private static void end(Span span, String method, HttpServletRequest request, HttpServletResponse response) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (route != null) {
            span.updateName(method + " " + route);
            span.setAttribute(TraceAttributes.HTTP_ROUTE, route.toString());
        }
        String operation = operation(request);
        if (operation != null) {
            span.setAttribute(TraceAttributes.OPERATION, operation);
        }
        UUID ledger = ledger(request);
        if (ledger != null) {
            span.setAttribute(TraceAttributes.LEDGER, ledger.toString());
        }
        int status = response.getStatus();
        span.setAttribute(TraceAttributes.HTTP_STATUS, status);
        if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            span.setAttribute(TraceAttributes.ERROR, Integer.toString(status));
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** Its id in the API's document; null where that knows none. */
    private static @Nullable String operation(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler)) {
            return null;
        }
        Operation operation = handler.getMethodAnnotation(Operation.class);
        if (operation == null) {
            return null;
        }
        return operation.operationId().isEmpty() ? handler.getMethod().getName() : operation.operationId();
    }

    /** The one that its path names; null when there stands anything but an id. */
    private static @Nullable UUID ledger(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Object ledger = variables instanceof Map<?, ?> byName ? byName.get(LEDGER) : null;
        try {
            return ledger == null ? null : UUID.fromString(ledger.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
