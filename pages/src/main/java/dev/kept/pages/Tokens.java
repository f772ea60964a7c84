package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.pages.PagesSessions.Content;
import dev.kept.pages.PagesSessions.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * The access token of a session, renewed shortly before it ends. One renewal at a time for each session, whatever the number of
 * replicas: a refresh token that is used twice looks stolen to the provider.
 */
final class Tokens {

    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** What Spring calls an answer that did not come or was none. */
    private static final String NO_ANSWER = "invalid_token_response";

    private final RestClientRefreshTokenTokenResponseClient provider = new RestClientRefreshTokenTokenResponseClient();
    private final Clock machine = Clock.systemUTC();
    private final PagesSessions sessions;
    private final Issuer issuer;

    Tokens(PagesSessions sessions, Issuer issuer) {
        this.sessions = sessions;
        this.issuer = issuer;
    }

    /** A token with which the API can be asked; null when there is none any more, and the person has to sign in again. */
    @Nullable
    String token(HttpServletRequest request) {
        Session session = sessions.of(request);
        if (session == null) {
            return null;
        }
        if (isGoodFor(session.content(), EARLY)) {
            return session.content().access();
        }
        return sessions.mayRenew(session) ? renewed(session, request) : renewedElsewhere(session);
    }

    private @Nullable String renewed(Session session, HttpServletRequest request) {
        Content content = session.content();
        if (content.refresh() == null) {
            sessions.end(session);
            return null;
        }
        try {
            OAuth2AccessTokenResponse answer = provider.getTokenResponse(grant(content, content.refresh()));
            Content next = next(content, answer);
            sessions.renewed(session, next, request);
            return next.access();
        } catch (OAuth2AuthorizationException refused) {
            if (!NO_ANSWER.equals(refused.getError().getErrorCode())) {
                sessions.end(session);
                return null;
            }
            sessions.notRenewed(session);
            if (isGoodFor(content, Duration.ZERO)) {
                return content.access();
            }
            throw away();
        }
    }

    /** What is still good is used meanwhile. */
    private @Nullable String renewedElsewhere(Session session) {
        if (isGoodFor(session.content(), Duration.ZERO)) {
            return session.content().access();
        }
        Instant end = machine.instant().plus(PATIENCE);
        while (machine.instant().isBefore(end)) {
            Session now = sessions.again(session);
            if (now == null) {
                return null;
            }
            if (now.version() != session.version()) {
                return now.content().access();
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw away();
            }
        }
        throw away();
    }

    private OAuth2RefreshTokenGrantRequest grant(Content content, String refresh) {
        // The grant asks for both tokens; of the old access token the provider is told nothing.
        OAuth2AccessToken old = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, content.access(), null, null);
        return new OAuth2RefreshTokenGrantRequest(issuer.registration(), old, new OAuth2RefreshToken(refresh, null));
    }

    private static Content next(Content before, OAuth2AccessTokenResponse answer) {
        Instant ends = answer.getAccessToken().getExpiresAt();
        OAuth2RefreshToken refresh = answer.getRefreshToken();
        return new Content(
                before.subject(),
                before.name(),
                before.email(),
                answer.getAdditionalParameters().get("id_token") instanceof String idToken ? idToken : before.idToken(),
                answer.getAccessToken().getTokenValue(),
                ends == null ? null : ends.getEpochSecond(),
                refresh == null ? before.refresh() : refresh.getTokenValue());
    }

    private boolean isGoodFor(Content content, Duration time) {
        Long ends = content.accessEnds();
        return ends == null || Instant.ofEpochSecond(ends).minus(time).isAfter(machine.instant());
    }

    private static Problem away() {
        return Problem.temporarilyUnavailable("Your sign-in cannot be renewed just now.", Duration.ofSeconds(2));
    }
}
