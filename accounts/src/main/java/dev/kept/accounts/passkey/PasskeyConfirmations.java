package dev.kept.accounts.passkey;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.secrets.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a form may show in the place of the password, once and for five minutes, after its sender has shown a passkey. */
@Component
public class PasskeyConfirmations implements Chore {

    private static final Duration VALID = Duration.ofMinutes(5);
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final String INSERT = """
        INSERT INTO passkey_confirmation (secret_digest, owner, expires_at) VALUES (:digest, :owner, :expiresAt)
        """;

    private static final String TAKE = """
        DELETE FROM passkey_confirmation WHERE secret_digest = :digest AND owner = :owner AND expires_at > :now
        """;

    private static final String FORGET = """
        DELETE FROM passkey_confirmation WHERE expires_at < :now
        """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PasskeyConfirmations(@OfAccounts JdbcClient jdbc, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stored as a digest. */
    public String issue(UUID owner) {
        String secret = Secrets.next();
        jdbc.sql(INSERT)
                .param("digest", Secrets.digest(secret))
                .param("owner", owner)
                .param("expiresAt", timestamp(clock.instant().plus(VALID)))
                .update();
        return secret;
    }

    /** Whether it is one that this person got, not long ago and not used since; it is used then. */
    public boolean take(UUID owner, String shown) {
        return SHAPE.matcher(shown).matches()
                && jdbc.sql(TAKE)
                                .param("digest", Secrets.digest(shown))
                                .param("owner", owner)
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
