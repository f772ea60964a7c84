package dev.kept.http.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Where somebody was going who has to sign in first: path and query of a page on this host, in a short-lived cookie. A cookie that says
 * anything else is not followed, so there is nothing to sign.
 */
public final class WantedPage implements RequestCache {

    /** The longest path and query that is kept, in characters; whoever wants a longer one starts at the first page. */
    static final int LONGEST = 2_000;

    private static final Duration KEPT = Duration.ofMinutes(30);

    private final HostCookie cookie;
    private final RequestMatcher worthKeeping;
    private final Predicate<String> mayLeadTo;

    /**
     * @param worthKeeping which requests are kept
     * @param mayLeadTo to which paths, without a query, somebody may be sent after signing in
     */
    public WantedPage(HostCookie cookie, RequestMatcher worthKeeping, Predicate<String> mayLeadTo) {
        this.cookie = cookie;
        this.worthKeeping = worthKeeping;
        this.mayLeadTo = mayLeadTo;
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        if (!worthKeeping.matches(request)) {
            return;
        }
        String query = request.getQueryString();
        String place = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        if (place.length() <= LONGEST) {
            cookie.set(
                    response,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8)),
                    KEPT);
        } else {
            cookie.clear(response);
        }
    }

    /** The place, and forgets it; null when nothing is kept that may be followed. */
    public @Nullable String take(HttpServletRequest request, HttpServletResponse response) {
        if (cookie.read(request) == null) {
            return null;
        }
        cookie.clear(response);
        return place(request);
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        String place = place(request);
        return place == null ? null : new SimpleSavedRequest(place);
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        if (cookie.read(request) != null) {
            cookie.clear(response);
        }
    }

    private @Nullable String place(HttpServletRequest request) {
        String value = cookie.read(request);
        if (value == null || value.length() > 2 * LONGEST) {
            return null;
        }
        try {
            String place = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
            URI uri = URI.create(place);
            boolean local = place.startsWith("/")
                    && !place.startsWith("//")
                    && !uri.isAbsolute()
                    && uri.getRawAuthority() == null
                    && uri.getRawFragment() == null;
            return local && mayLeadTo.test(uri.getRawPath()) ? place : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
