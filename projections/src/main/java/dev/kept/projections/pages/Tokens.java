package dev.kept.projections.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/**
 * The access token of a browser session, renewed shortly before it ends. One renewal at a time for each session: a refresh token
 * that is used twice looks stolen to the provider.
 */
final class Tokens {

    private static final String CLIENT = "kept.pages.client";
    private static final String LOCK = "kept.pages.client-lock";
    private static final Duration EARLY = Duration.ofSeconds(60);

    private final RefreshTokenOAuth2AuthorizedClientProvider renewal = new RefreshTokenOAuth2AuthorizedClientProvider();
    private final Clock machine = Clock.systemUTC();

    Tokens() {
        renewal.setClockSkew(EARLY);
    }

    /** Somebody signed in. */
    void keep(OAuth2AuthorizedClient client, HttpServletRequest request) {
        HttpSession session = request.getSession();
        session.setAttribute(LOCK, new Object());
        session.setAttribute(CLIENT, client);
    }

    void forget(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(CLIENT);
        }
    }

    @Nullable
    OAuth2AuthorizedClient kept(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (OAuth2AuthorizedClient) session.getAttribute(CLIENT);
    }

    /** A token with which the API can be asked; null when there is none any more, and the person has to sign in again. */
    @Nullable
    String token(HttpServletRequest request, Authentication who) {
        HttpSession session = request.getSession(false);
        Object lock = session == null ? null : session.getAttribute(LOCK);
        if (session == null || lock == null) {
            return null;
        }
        OAuth2AuthorizedClient client = kept(request);
        if (client != null && isFresh(client)) {
            return client.getAccessToken().getTokenValue();
        }
        synchronized (lock) {
            client = kept(request);
            if (client == null || isFresh(client)) {
                return client == null ? null : client.getAccessToken().getTokenValue();
            }
            OAuth2AuthorizedClient renewed = renewed(client, who);
            if (renewed == null) {
                session.removeAttribute(CLIENT);
                return null;
            }
            session.setAttribute(CLIENT, renewed);
            return renewed.getAccessToken().getTokenValue();
        }
    }

    private @Nullable OAuth2AuthorizedClient renewed(OAuth2AuthorizedClient client, Authentication who) {
        if (client.getRefreshToken() == null) {
            return null;
        }
        try {
            return renewal.authorize(OAuth2AuthorizationContext.withAuthorizedClient(client)
                    .principal(who)
                    .build());
        } catch (OAuth2AuthorizationException refused) {
            return null;
        }
    }

    private boolean isFresh(OAuth2AuthorizedClient client) {
        Instant expires = client.getAccessToken().getExpiresAt();
        return expires == null || expires.minus(EARLY).isAfter(machine.instant());
    }
}
