package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcApiCredentials implements Chore {

    /** Creations of one person wait for each other, so that together they do not exceed the limit. */
    private static final String LOCK_OWNER = """
        SELECT id FROM user_account WHERE id = :owner FOR NO KEY UPDATE
        """;

    private static final String INSERT = """
        INSERT INTO api_credential (client_id, owner, label, secret_digest, created_at)
        SELECT :clientId, :owner, :label, :secretDigest, :createdAt
        WHERE (SELECT count(*) FROM api_credential WHERE owner = :owner AND revoked_at IS NULL) < :most
        """;

    private static final String OF = """
        SELECT client_id, label, created_at, used_at, revoked_at FROM api_credential
        WHERE owner = :owner ORDER BY created_at DESC, client_id
        """;

    private static final String REVOKE = """
        UPDATE api_credential SET revoked_at = coalesce(revoked_at, :now)
        WHERE owner = :owner AND client_id = :clientId
        RETURNING client_id, label, created_at, used_at, revoked_at
        """;

    private static final String USED = """
        UPDATE api_credential SET used_at = :now
        WHERE client_id = :clientId AND (used_at IS NULL OR used_at < :before)
        """;

    private static final String HOLDER = """
        SELECT c.client_id, c.secret_digest, u.id AS owner, u.name AS owner_name
        FROM api_credential c JOIN user_account u ON u.id = c.owner
        WHERE c.client_id = :clientId AND c.revoked_at IS NULL
        """;

    private static final String FORGET_REVOKED = """
        DELETE FROM api_credential WHERE revoked_at < :before
        """;

    private static final Duration USED_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration REVOKED_ARE_LISTED_FOR = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    JdbcApiCredentials(
            @OfAccounts JdbcClient jdbc, @OfAccounts TransactionTemplate transactions, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** False when the owner has as many as there may be. */
    boolean insert(UUID owner, ApiCredential credential, String secretDigest, int most) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            // Statements of its own: one statement would count what stood before it waited.
            jdbc.sql(LOCK_OWNER).param("owner", owner).query().listOfRows();
            return jdbc.sql(INSERT)
                            .param("clientId", credential.clientId())
                            .param("owner", owner)
                            .param("label", credential.label())
                            .param("secretDigest", secretDigest)
                            .param("createdAt", timestamp(credential.createdAt()))
                            .param("most", most)
                            .update()
                    == 1;
        }));
    }

    List<ApiCredential> of(UUID owner) {
        return jdbc.sql(OF)
                .param("owner", owner)
                .query((row, n) -> credential(row))
                .list();
    }

    Optional<ApiCredential> revoke(UUID owner, String clientId, Instant now) {
        return jdbc.sql(REVOKE)
                .param("owner", owner)
                .param("clientId", clientId)
                .param("now", timestamp(now))
                .query((row, n) -> credential(row))
                .optional();
    }

    /** As exact as a minute: not every token is a write. */
    void used(String clientId, Instant now) {
        jdbc.sql(USED)
                .param("clientId", clientId)
                .param("now", timestamp(now))
                .param("before", timestamp(now.minus(USED_AGAIN_AFTER)))
                .update();
    }

    Optional<ApiCredentials.Holder> holder(String clientId) {
        return jdbc.sql(HOLDER)
                .param("clientId", clientId)
                .query((row, n) -> new ApiCredentials.Holder(
                        row.getString("client_id"),
                        row.getString("secret_digest"),
                        row.getObject("owner", UUID.class),
                        row.getString("owner_name")))
                .optional();
    }

    @Override
    public void tidy() {
        jdbc.sql(FORGET_REVOKED)
                .param("before", timestamp(clock.instant().minus(REVOKED_ARE_LISTED_FOR)))
                .update();
    }

    private static ApiCredential credential(ResultSet row) throws SQLException {
        return new ApiCredential(
                row.getString("client_id"),
                row.getString("label"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("used_at", OffsetDateTime.class)),
                instant(row.getObject("revoked_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
