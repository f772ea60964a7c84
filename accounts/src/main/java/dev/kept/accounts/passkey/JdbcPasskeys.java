package dev.kept.accounts.passkey;

import dev.kept.accounts.database.OfAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcPasskeys {

    private static final String INSERT = """
        INSERT INTO passkey (id, owner, credential_id, credential, name, sign_count, backup_eligible, created_at)
        VALUES (:id, :owner, :credentialId, :credential, :name, :signCount, :backupEligible, :now)
        ON CONFLICT (credential_id) DO NOTHING
        """;

    private static final String OF = """
        SELECT id, name, created_at, last_used_at FROM passkey WHERE owner = :owner ORDER BY created_at, id
        """;

    private static final String CREDENTIAL_IDS = """
        SELECT credential_id FROM passkey WHERE owner = :owner ORDER BY created_at, id
        """;

    private static final String COUNT = """
        SELECT count(*) FROM passkey WHERE owner = :owner
        """;

    private static final String BY_CREDENTIAL_ID = """
        SELECT id, owner, credential, sign_count, backup_eligible FROM passkey WHERE credential_id = :credentialId
        """;

    /** Two answers with the same count are one and its copy: only one of them is taken, also when both come at once. */
    private static final String USED = """
        UPDATE passkey SET sign_count = :signCount, last_used_at = :now
        WHERE id = :id AND (sign_count < :signCount OR (sign_count = 0 AND :signCount = 0))
        """;

    private static final String DELETE = """
        DELETE FROM passkey WHERE id = :id AND owner = :owner
        """;

    /** What an answer is checked against. */
    record Row(UUID id, UUID owner, byte[] credential, long signCount, boolean backupEligible) {}

    private final JdbcClient jdbc;

    JdbcPasskeys(@OfAccounts JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the credential is known already, whoever has it. */
    boolean insert(Row row, byte[] credentialId, String name, Instant now) {
        return jdbc.sql(INSERT)
                        .param("id", row.id())
                        .param("owner", row.owner())
                        .param("credentialId", credentialId)
                        .param("credential", row.credential())
                        .param("name", name)
                        .param("signCount", row.signCount())
                        .param("backupEligible", row.backupEligible())
                        .param("now", timestamp(now))
                        .update()
                == 1;
    }

    List<Passkey> of(UUID owner) {
        return jdbc.sql(OF)
                .param("owner", owner)
                .query((row, n) -> passkey(row))
                .list();
    }

    List<byte[]> credentialIds(UUID owner) {
        return jdbc.sql(CREDENTIAL_IDS)
                .param("owner", owner)
                .query((row, n) -> row.getBytes("credential_id"))
                .list();
    }

    int count(UUID owner) {
        return jdbc.sql(COUNT).param("owner", owner).query(Integer.class).single();
    }

    Optional<Row> byCredentialId(byte[] credentialId) {
        return jdbc.sql(BY_CREDENTIAL_ID)
                .param("credentialId", credentialId)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("owner", UUID.class),
                        row.getBytes("credential"),
                        row.getLong("sign_count"),
                        row.getBoolean("backup_eligible")))
                .optional();
    }

    /** False when the count did not grow, or the passkey is gone. */
    boolean used(UUID id, long signCount, Instant now) {
        return jdbc.sql(USED)
                        .param("id", id)
                        .param("signCount", signCount)
                        .param("now", timestamp(now))
                        .update()
                == 1;
    }

    boolean delete(UUID id, UUID owner) {
        return jdbc.sql(DELETE).param("id", id).param("owner", owner).update() == 1;
    }

    private static Passkey passkey(ResultSet row) throws SQLException {
        OffsetDateTime lastUsedAt = row.getObject("last_used_at", OffsetDateTime.class);
        return new Passkey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                lastUsedAt == null ? null : lastUsedAt.toInstant());
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
