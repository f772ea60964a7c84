package dev.kept.pages;

import dev.kept.http.Caller;
import dev.kept.http.browser.HostCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sessions of people on the pages: rows that every replica reads. One that cannot be read, by its age or by another version's hand, is
 * none: its person signs in again.
 */
final class PagesSessions {

    /** So many a person may have at once; one more ends the oldest. */
    static final int MOST = 20;

    static final Duration IDLE = Duration.ofMinutes(30);

    private static final Duration SEEN_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration RENEWAL = Duration.ofSeconds(15);
    private static final String LOADED = "kept.pages.session";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcPagesSessions rows;
    private final HostCookie cookie;
    private final String issuer;
    /** A token's validity goes by the machine's clock, whatever the ledgers' shows. */
    private final Clock machine = Clock.systemUTC();

    PagesSessions(JdbcPagesSessions rows, HostCookie cookie, String issuer) {
        this.rows = rows;
        this.cookie = cookie;
        this.issuer = issuer;
    }

    /**
     * What is stored of a session, as JSON.
     *
     * @param accessEnds when the access token expires, in seconds since 1970; null when the provider does not say
     * @param refresh null when the provider gives none
     */
    record Content(
            String subject,
            @Nullable String name,
            @Nullable String email,
            String idToken,
            String access,
            @Nullable Long accessEnds,
            @Nullable String refresh) {

        /** Neither a token nor a name must reach a log by way of the string form. */
        @Override
        public String toString() {
            return "Content";
        }
    }

    /** A session that is good. */
    record Session(SessionSecret secret, int version, Content content) {
        String digest() {
            return secret.digest();
        }
    }

    /** Somebody signed in: what this browser had before has ended. */
    void begin(
            OidcUser person, OAuth2AuthorizedClient client, HttpServletRequest request, HttpServletResponse response) {
        end(request, response);
        Instant ends = client.getAccessToken().getExpiresAt();
        Content content = new Content(
                Objects.requireNonNull(person.getSubject(), "a subject"),
                person.getFullName(),
                person.getEmail(),
                person.getIdToken().getTokenValue(),
                client.getAccessToken().getTokenValue(),
                ends == null ? null : ends.getEpochSecond(),
                client.getRefreshToken() == null
                        ? null
                        : client.getRefreshToken().getTokenValue());
        SessionSecret secret = SessionSecret.next();
        UUID member = Caller.memberOf(issuer, content.subject());
        rows.insert(secret.digest(), member, sealed(secret, content), machine.instant(), MOST);
        cookie.set(response, secret.value());
        request.setAttribute(LOADED, new Session(secret, 0, content));
    }

    /** The session of the browser that asks; null when there is none. */
    @Nullable
    Session of(HttpServletRequest request) {
        if (request.getAttribute(LOADED) instanceof Session loaded) {
            return loaded;
        }
        SessionSecret secret = SessionSecret.of(cookie.read(request));
        Session session = secret == null ? null : load(secret);
        if (session != null) {
            request.setAttribute(LOADED, session);
        }
        return session;
    }

    boolean isLive(String digest) {
        return rows.exists(digest);
    }

    /** The same session as it stands now, after somebody else may have renewed it. */
    @Nullable
    Session again(Session session) {
        return load(session.secret());
    }

    /** Whether the caller is the one to renew the session's tokens, by {@link #renewed} or {@link #notRenewed}. */
    boolean mayRenew(Session session) {
        Instant now = machine.instant();
        return rows.lease(session.digest(), session.version(), now, now.plus(RENEWAL));
    }

    void renewed(Session session, Content content, HttpServletRequest request) {
        rows.renew(session.digest(), session.version(), sealed(session.secret(), content));
        request.setAttribute(LOADED, new Session(session.secret(), session.version() + 1, content));
    }

    void notRenewed(Session session) {
        rows.release(session.digest(), session.version());
    }

    /** Ends the browser's session, if it has one; answers its digest. */
    @Nullable
    String end(HttpServletRequest request, HttpServletResponse response) {
        SessionSecret secret = SessionSecret.of(cookie.read(request));
        request.removeAttribute(LOADED);
        if (cookie.read(request) != null) {
            cookie.clear(response);
        }
        if (secret == null) {
            return null;
        }
        rows.delete(secret.digest());
        return secret.digest();
    }

    void end(Session session) {
        rows.delete(session.digest());
    }

    void deleteIdle() {
        rows.deleteIdle(machine.instant().minus(IDLE));
    }

    private @Nullable Session load(SessionSecret secret) {
        Instant now = machine.instant();
        JdbcPagesSessions.Row row = rows.find(secret.digest(), now.minus(IDLE));
        if (row == null) {
            return null;
        }
        Content content = content(secret.open(row.sealed()));
        if (content == null) {
            rows.delete(secret.digest());
            return null;
        }
        if (row.seenAt().isBefore(now.minus(SEEN_AGAIN_AFTER))) {
            rows.seen(secret.digest(), now);
        }
        return new Session(secret, row.version(), content);
    }

    private static byte[] sealed(SessionSecret secret, Content content) {
        return secret.seal(JSON.writeValueAsBytes(content));
    }

    private static @Nullable Content content(byte @Nullable [] json) {
        if (json == null) {
            return null;
        }
        try {
            Content content = JSON.readValue(json, Content.class);
            boolean whole = Nullness.isSet(content.subject())
                    && Nullness.isSet(content.idToken())
                    && Nullness.isSet(content.access());
            return whole ? content : null;
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    /** What Jackson made may lack what the type promises. */
    private static final class Nullness {
        static boolean isSet(@Nullable String value) {
            return value != null && !value.isEmpty();
        }
    }
}
