package dev.kept.accounts.sessions;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.secrets.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Browsers in which a person has signed in before, known by the secret in a long-lived cookie. */
@Component
public class KnownDevices implements Chore {

    /** After so long without a sign-in a device is unknown again. */
    public static final Duration REMEMBERED = Duration.ofDays(365);

    private static final int MOST = 50;

    private static final String KNOWN = """
        SELECT EXISTS (SELECT FROM known_device d JOIN user_account u ON u.id = d.owner
          WHERE u.email_key = :emailKey AND d.secret_digest = :digest AND d.used_at > :since)
        """;

    private static final String REMEMBER = """
        INSERT INTO known_device (owner, secret_digest, used_at) VALUES (:owner, :digest, :now)
        ON CONFLICT (owner, secret_digest) DO UPDATE SET used_at = :now
        """;

    private static final String FORGET_OLDEST = """
        DELETE FROM known_device WHERE owner = :owner AND secret_digest IN (
          SELECT secret_digest FROM known_device WHERE owner = :owner
          ORDER BY used_at DESC, secret_digest OFFSET :most)
        """;

    private static final String OF = """
        SELECT used_at FROM known_device WHERE owner = :owner ORDER BY used_at DESC, secret_digest
        """;

    private static final String FORGET_ALL = """
        DELETE FROM known_device WHERE owner = :owner
        """;

    private static final String FORGET_UNUSED = """
        DELETE FROM known_device WHERE used_at < :before
        """;

    private final JdbcClient jdbc;
    private final Clock clock;

    KnownDevices(@OfAccounts JdbcClient jdbc, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the person with this e-mail address has signed in with that device before. */
    public boolean isKnown(String emailKey, @Nullable String secret) {
        return secret != null
                && jdbc.sql(KNOWN)
                        .param("emailKey", emailKey)
                        .param("digest", Secrets.digest(secret))
                        .param("since", timestamp(clock.instant().minus(REMEMBERED)))
                        .query(Boolean.class)
                        .single();
    }

    public void remember(UUID owner, String secret) {
        jdbc.sql(REMEMBER)
                .param("owner", owner)
                .param("digest", Secrets.digest(secret))
                .param("now", timestamp(clock.instant()))
                .update();
        jdbc.sql(FORGET_OLDEST).param("owner", owner).param("most", MOST).update();
    }

    /** When the person last signed in with each of them. */
    public List<Instant> of(UUID owner) {
        return jdbc.sql(OF)
                .param("owner", owner)
                .query((row, n) ->
                        row.getObject("used_at", OffsetDateTime.class).toInstant())
                .list();
    }

    /** Whoever knew the old password may have signed in with one of them. */
    public void forgetAll(UUID owner) {
        jdbc.sql(FORGET_ALL).param("owner", owner).update();
    }

    @Override
    public void tidy() {
        jdbc.sql(FORGET_UNUSED)
                .param("before", timestamp(clock.instant().minus(REMEMBERED)))
                .update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
