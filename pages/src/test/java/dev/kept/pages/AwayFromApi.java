package dev.kept.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A part of the API that is away for somebody, as long as a test wants it. Found by the scan for the pages' controllers. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AwayFromApi extends OncePerRequestFilter {

    private static final Map<String, String> AWAY = new ConcurrentHashMap<>();

    /**
     * From now on.
     *
     * @param end of the paths that are answered with 503
     * @param body what is answered with it
     */
    static void answer(String subject, String end, String body) {
        AWAY.put("Bearer " + subject + " " + end, body);
    }

    /** As the services say it themselves. */
    static void away(String subject, String end) {
        answer(
                subject,
                end,
                "{\"status\":503,\"code\":\"temporarily-unavailable\",\"title\":\"Away\",\"detail\":\"It is away.\"}");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String asked = request.getHeader(HttpHeaders.AUTHORIZATION) + " ";
        String body = AWAY.entrySet().stream()
                .filter(each -> each.getKey().startsWith(asked)
                        && request.getRequestURI().endsWith(each.getKey().substring(asked.length())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (body == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/problem+json");
        response.getWriter().write(body);
    }
}
