package dev.kept.http.browser;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie of the whole host, out of reach of scripts and of other sites' forms. Over TLS its name begins with {@code __Host-}, so that
 * no other host of the same domain can set it.
 */
public final class HostCookie {

    /**
     * The link of an invitation to a ledger, without its host. The page on which a visitor reads the invitation sets it, and the one where
     * accounts are made reads it, for a visitor may have to show there who invited. Only where both have the same host.
     */
    public static final String INVITATION = "kept-invited";

    private final String name;
    private final boolean tls;

    private HostCookie(String name, boolean tls) {
        this.name = tls ? "__Host-" + name : name;
        this.tls = tls;
    }

    /** @param tls whether browsers reach the service by TLS alone */
    public static HostCookie named(String name, boolean tls) {
        return new HostCookie(name, tls);
    }

    /** Null when there is none or it is empty. */
    public @Nullable String read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return cookie.getValue();
            }
        }
        return null;
    }

    /** Until the browser is closed. */
    public void set(HttpServletResponse response, String value) {
        add(response, value, Duration.ofSeconds(-1));
    }

    public void set(HttpServletResponse response, String value, Duration maxAge) {
        add(response, value, maxAge);
    }

    public void clear(HttpServletResponse response) {
        add(response, "", Duration.ZERO);
    }

    /** In place of what the same response set before: only the last counts, and headers must not become too long. */
    private void add(HttpServletResponse response, String value, Duration maxAge) {
        String cookie = ResponseCookie.from(name, value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(tls)
                .sameSite("Lax")
                .build()
                .toString();
        List<String> cookies = new ArrayList<>(response.getHeaders(HttpHeaders.SET_COOKIE));
        cookies.removeIf(each -> each.startsWith(name + "="));
        cookies.add(cookie);
        response.setHeader(HttpHeaders.SET_COOKIE, cookies.getFirst());
        cookies.stream().skip(1).forEach(each -> response.addHeader(HttpHeaders.SET_COOKIE, each));
    }
}
