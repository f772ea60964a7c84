package dev.kept.http;

import io.opentelemetry.context.Context;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id: 32 hexadecimal digits. It stands in every line that is logged while the request is answered, and in the
 * answer. A front door, or the pages when they ask the API, may give it first; nothing but such digits is taken, for it comes into the log.
 */
public final class RequestIds extends OncePerRequestFilter {

    /** The header of a request and of its answer. */
    public static final String HEADER = "X-Request-Id";

    /** Its name in the log's context. */
    static final String KEY = "request";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final HexFormat HEX = HexFormat.of();

    /** Of the request that this thread answers; null when it answers none. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /** The same work, for another thread: what it logs and asks has the id, and the trace, of the request that this thread answers. */
    public static <T extends @Nullable Object> Supplier<T> carried(Supplier<T> work) {
        String id = current();
        if (id == null) {
            return work;
        }
        String trace = MDC.get(RequestTraces.KEY);
        Supplier<T> named = () -> {
            MDC.put(KEY, id);
            if (trace != null) {
                MDC.put(RequestTraces.KEY, trace);
            }
            try {
                return work.get();
            } finally {
                MDC.remove(KEY);
                MDC.remove(RequestTraces.KEY);
            }
        };
        return trace == null ? named : Context.current().wrapSupplier(named);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && ID.matcher(given).matches() ? given : fresh();
        response.setHeader(HEADER, id);
        MDC.put(KEY, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(KEY);
        }
    }

    /** It has to be told apart, not kept secret. */
    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
