package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.secrets.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Single-use links. Their secrets are known to whoever holds them, and here by their digests alone. */
@Component
class AccountLinks implements Chore {

    private static final String INSERT = """
        INSERT INTO account_link (secret_digest, owner, purpose, email, expires_at)
        VALUES (:digest, :owner, :purpose, :email, :expiresAt)
        """;

    private static final String FIND = """
        SELECT owner, purpose, email, expires_at, used_at FROM account_link
        WHERE secret_digest = :digest AND purpose IN (:purposes)
        """;

    /** One of two that use a link at once gets no row. */
    private static final String USE = """
        UPDATE account_link SET used_at = :now
        WHERE secret_digest = :digest AND used_at IS NULL AND expires_at > :now
        """;

    private static final String EXPIRE = """
        UPDATE account_link SET expires_at = :now
        WHERE owner = :owner AND purpose IN (:purposes) AND used_at IS NULL AND expires_at > :now
        """;

    private static final String FORGET = """
        DELETE FROM account_link WHERE expires_at < :before
        """;

    /** So long it can still be said of a link that it was used or is too old. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Clock clock;

    AccountLinks(@OfAccounts JdbcClient jdbc, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the secret to put into the link */
    String issue(UUID owner, LinkPurpose purpose, String email) {
        String secret = Secrets.next();
        jdbc.sql(INSERT)
                .param("digest", Secrets.digest(secret))
                .param("owner", owner)
                .param("purpose", purpose.name())
                .param("email", email)
                .param("expiresAt", timestamp(clock.instant().plus(purpose.valid)))
                .update();
        return secret;
    }

    LinkState state(String secret, LinkPurpose... purposes) {
        return jdbc.sql(FIND)
                .param("digest", Secrets.digest(secret))
                .param("purposes", names(purposes))
                .query((row, n) -> state(row))
                .optional()
                .orElseGet(LinkState.Unknown::new);
    }

    /** False when it was used or expired meanwhile. */
    boolean use(String secret) {
        return jdbc.sql(USE)
                        .param("digest", Secrets.digest(secret))
                        .param("now", timestamp(clock.instant()))
                        .update()
                == 1;
    }

    /** Makes the person's links of these purposes good for nothing. */
    void expire(UUID owner, LinkPurpose... purposes) {
        jdbc.sql(EXPIRE)
                .param("owner", owner)
                .param("purposes", names(purposes))
                .param("now", timestamp(clock.instant()))
                .update();
    }

    @Override
    public void tidy() {
        jdbc.sql(FORGET)
                .param("before", timestamp(clock.instant().minus(REMEMBERED)))
                .update();
    }

    private LinkState state(ResultSet row) throws SQLException {
        if (row.getObject("used_at") != null) {
            return new LinkState.Used();
        }
        if (!row.getObject("expires_at", OffsetDateTime.class).toInstant().isAfter(clock.instant())) {
            return new LinkState.Expired();
        }
        return new LinkState.Good(
                row.getObject("owner", UUID.class),
                LinkPurpose.valueOf(row.getString("purpose")),
                row.getString("email"));
    }

    private static Set<String> names(LinkPurpose... purposes) {
        return Set.copyOf(Arrays.stream(purposes).map(Enum::name).toList());
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
