package dev.kept.accounts.factor;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.secrets.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who gave the right password, and is asked for a code: a row that any replica reads, since a cookie alone could be made up. */
@Component
public class PendingSignIns implements Chore {

    private static final Duration VALID = Duration.ofMinutes(10);

    private static final String INSERT = """
        INSERT INTO pending_sign_in (secret_digest, owner, expires_at) VALUES (:digest, :owner, :expiresAt)
        """;

    private static final String FIND = """
        SELECT owner FROM pending_sign_in WHERE secret_digest = :digest AND expires_at > :now
        """;

    private static final String DELETE = """
        DELETE FROM pending_sign_in WHERE secret_digest = :digest
        """;

    private static final String DELETE_ALL = """
        DELETE FROM pending_sign_in WHERE owner = :owner
        """;

    private static final String FORGET = """
        DELETE FROM pending_sign_in WHERE expires_at < :now
        """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PendingSignIns(@OfAccounts JdbcClient jdbc, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return what the browser shows to go on */
    public String begin(UUID owner) {
        String secret = Secrets.next();
        jdbc.sql(INSERT)
                .param("digest", Secrets.digest(secret))
                .param("owner", owner)
                .param("expiresAt", timestamp(clock.instant().plus(VALID)))
                .update();
        return secret;
    }

    /** Empty when there is none, or it was begun too long ago. */
    public Optional<UUID> owner(String secret) {
        return jdbc.sql(FIND)
                .param("digest", Secrets.digest(secret))
                .param("now", timestamp(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    public void end(String secret) {
        jdbc.sql(DELETE).param("digest", Secrets.digest(secret)).update();
    }

    /** The password that they began with is not the person's any more. */
    public void endAll(UUID owner) {
        jdbc.sql(DELETE_ALL).param("owner", owner).update();
    }

    @Override
    public void tidy() {
        jdbc.sql(FORGET).param("now", timestamp(clock.instant())).update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
