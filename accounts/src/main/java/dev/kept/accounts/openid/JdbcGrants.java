package dev.kept.accounts.openid;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcGrants implements Chore {

    /** Locks the row as well, so that two exchanges at once are two in a row. */
    private static final String SPEND = """
        WITH current AS (
          SELECT id, refresh_token_value FROM oauth2_authorization WHERE id = :id FOR UPDATE)
        INSERT INTO spent_refresh_token (token_digest, authorization_id)
        SELECT refresh_token_value, id FROM current WHERE refresh_token_value <> :next
        ON CONFLICT DO NOTHING
        """;

    private static final String END_SIGN_IN = """
        DELETE FROM oauth2_authorization
        WHERE id = (SELECT authorization_id FROM spent_refresh_token WHERE token_digest = :digest)
        """;

    private static final String LINK = """
        UPDATE oauth2_authorization SET browser_session = :session WHERE id = :id AND browser_session IS NULL
        """;

    private static final String USED = """
        UPDATE browser_session SET used_at = :now WHERE id = :session AND (used_at IS NULL OR used_at < :before)
        """;

    private static final String FORGET_EXPIRED = """
        DELETE FROM oauth2_authorization
        WHERE greatest(authorization_code_expires_at, access_token_expires_at, oidc_id_token_expires_at,
                       refresh_token_expires_at) < :before
        """;

    /** So long after it expired, a sign-in can still be named when somebody signs out of it. */
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);

    private static final Duration USED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcGrants(@OfAccounts JdbcClient jdbc, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Remembers the refresh token that {@code next} takes the place of. */
    void replacing(String authorizationId, String next) {
        jdbc.sql(SPEND).param("id", authorizationId).param("next", next).update();
    }

    /**
     * Ties what was granted to the session that granted it, and ends with it; notes that the session is in use.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException when the session has ended already
     */
    void link(String authorizationId, UUID session) {
        jdbc.sql(LINK).param("id", authorizationId).param("session", session).update();
        Instant now = clock.instant();
        jdbc.sql(USED)
                .param("session", session)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(USED_AGAIN_AFTER).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether the token was spent before; all that descended from it is void then. */
    boolean endSignInOf(String digest) {
        return jdbc.sql(END_SIGN_IN).param("digest", digest).update() > 0;
    }

    @Override
    public void tidy() {
        jdbc.sql(FORGET_EXPIRED)
                .param("before", clock.instant().minus(KEPT_AFTER_EXPIRY).atOffset(ZoneOffset.UTC))
                .update();
    }
}
