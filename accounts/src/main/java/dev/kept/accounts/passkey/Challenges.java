package dev.kept.accounts.passkey;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.secrets.Secrets;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Random values for passkeys to sign, each good once, for five minutes, in one browser: rows that any replica reads. */
@Component
class Challenges implements Chore {

    static final Duration VALID = Duration.ofMinutes(5);

    private static final String INSERT = """
        INSERT INTO passkey_challenge (challenge, ceremony, browser, owner, expires_at)
        VALUES (:challenge, :ceremony, :browser, :owner, :expiresAt)
        """;

    private static final String TAKE = """
        DELETE FROM passkey_challenge
        WHERE challenge = :challenge AND ceremony = :ceremony AND browser = :browser
          AND owner IS NOT DISTINCT FROM :owner AND expires_at > :now
        """;

    private static final String FORGET = """
        DELETE FROM passkey_challenge WHERE expires_at < :now
        """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Challenges(@OfAccounts JdbcClient jdbc, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param browser what the browser shows with each form, stored as a digest
     * @param owner who is signed in; null at sign-in
     * @return base64url without padding
     */
    String next(Ceremony ceremony, String browser, @Nullable UUID owner) {
        String challenge = Secrets.next();
        jdbc.sql(INSERT)
                .param("challenge", challenge)
                .param("ceremony", ceremony.name())
                .param("browser", Secrets.digest(browser))
                .param("owner", owner, Types.OTHER)
                .param("expiresAt", timestamp(clock.instant().plus(VALID)))
                .update();
        return challenge;
    }

    /** Whether it was given to this browser for this, not long ago and not used since; it is used then. */
    boolean take(Ceremony ceremony, String browser, @Nullable UUID owner, String challenge) {
        return jdbc.sql(TAKE)
                        .param("challenge", challenge)
                        .param("ceremony", ceremony.name())
                        .param("browser", Secrets.digest(browser))
                        .param("owner", owner, Types.OTHER)
                        .param("now", timestamp(clock.instant()))
                        .update()
                == 1;
    }

    @Override
    public void tidy() {
        jdbc.sql(FORGET).param("now", timestamp(clock.instant())).update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
