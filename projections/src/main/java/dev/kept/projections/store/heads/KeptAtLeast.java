package dev.kept.projections.store.heads;

import dev.kept.http.AcrossLedgers;
import dev.kept.http.Caller;
import dev.kept.http.LedgerHeads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Applies {@code Kept-At-Least} to every query below a ledger or across ledgers, so that no query forgets it. What is malformed passes: the handler's
 * arguments refuse it together with all else that is wrong.
 */
final class KeptAtLeast implements HandlerInterceptor {

    private static final String HEADER = "Kept-At-Least";
    private static final Pattern BELOW_A_LEDGER = Pattern.compile("/api/ledgers/([0-9a-fA-F-]{36})(/.*)?");
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");

    private final Freshness freshness;

    KeptAtLeast(Freshness freshness) {
        this.freshness = freshness;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String header = request.getHeader(HEADER);
        if (header == null || !HttpMethod.GET.matches(request.getMethod())) {
            return true;
        }
        String atLeast = header.strip();
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token) {
            UUID reader = Caller.of(token.getToken()).member();
            Matcher path = BELOW_A_LEDGER.matcher(request.getRequestURI());
            if (isAcrossLedgers(handler)) {
                Map<UUID, Long> heads = LedgerHeads.parse(atLeast);
                freshness.awaitAll(heads == null ? Map.of() : heads, reader);
            } else if (path.matches() && SEQUENCE.matcher(atLeast).matches()) {
                freshness.await(UUID.fromString(path.group(1)), reader, Long.parseLong(atLeast));
            }
        }
        return true;
    }

    private static boolean isAcrossLedgers(Object handler) {
        return handler instanceof HandlerMethod method && method.hasMethodAnnotation(AcrossLedgers.class);
    }
}
