package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcUsers {

    private static final String INSERT = """
        INSERT INTO user_account (id, email, email_key, name, password_hash, created_at)
        VALUES (:id, :email, :emailKey, :name, :passwordHash, :createdAt)
        ON CONFLICT (email_key) DO NOTHING
        """;

    private static final String TAKEN = """
        SELECT EXISTS (SELECT FROM user_account WHERE email_key = :emailKey)
        """;

    private static final String BY_ID = """
        SELECT id, email, name, email_verified_at FROM user_account WHERE id = :id
        """;

    private static final String BY_EMAIL = """
        SELECT id, email, name, email_verified_at, password_hash FROM user_account WHERE email_key = :emailKey
        """;

    private static final String PASSWORD_HASH = """
        SELECT password_hash FROM user_account WHERE id = :id AND password_hash IS NOT NULL
        """;

    private static final String SET_PASSWORD = """
        UPDATE user_account SET password_hash = :passwordHash WHERE id = :id
        """;

    private static final String REMOVE_PASSWORD = """
        UPDATE user_account SET password_hash = NULL WHERE id = :id
        """;

    /** What becomes of one way in depends on the others: such changes follow one another. */
    private static final String LOCK = """
        SELECT id FROM user_account WHERE id = :id FOR UPDATE
        """;

    private static final String VERIFY = """
        UPDATE user_account SET email_verified_at = coalesce(email_verified_at, :now)
        WHERE id = :id AND email_key = :emailKey
        """;

    private static final String CREATED_AT = """
        SELECT created_at FROM user_account WHERE id = :id
        """;

    private static final String SET_EMAIL = """
        UPDATE user_account SET email = :email, email_key = :emailKey, email_verified_at = :verifiedAt WHERE id = :id
        """;

    /**
     * What sign-in compares.
     *
     * @param passwordHash null when the person has no password
     */
    record WithPassword(User user, @Nullable String passwordHash) {}

    private final JdbcClient jdbc;

    JdbcUsers(@OfAccounts JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the address has an account already. */
    boolean insert(User user, String passwordHash, Instant createdAt) {
        return jdbc.sql(INSERT)
                        .param("id", user.id())
                        .param("email", user.email())
                        .param("emailKey", AccountField.emailKey(user.email()))
                        .param("name", user.name())
                        .param("passwordHash", passwordHash)
                        .param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    boolean taken(String email) {
        return jdbc.sql(TAKEN)
                .param("emailKey", AccountField.emailKey(email))
                .query(Boolean.class)
                .single();
    }

    Optional<User> byId(UUID id) {
        return jdbc.sql(BY_ID).param("id", id).query((row, n) -> user(row)).optional();
    }

    Optional<WithPassword> byEmail(String email) {
        return jdbc.sql(BY_EMAIL)
                .param("emailKey", AccountField.emailKey(email))
                .query((row, n) -> new WithPassword(user(row), row.getString("password_hash")))
                .optional();
    }

    Instant createdAt(UUID id) {
        return jdbc.sql(CREATED_AT)
                .param("id", id)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** Empty when the account is gone, or has no password. */
    Optional<String> passwordHash(UUID id) {
        return jdbc.sql(PASSWORD_HASH).param("id", id).query(String.class).optional();
    }

    void setPassword(UUID id, String passwordHash) {
        jdbc.sql(SET_PASSWORD)
                .param("id", id)
                .param("passwordHash", passwordHash)
                .update();
    }

    void removePassword(UUID id) {
        jdbc.sql(REMOVE_PASSWORD).param("id", id).update();
    }

    /** Until the transaction ends. */
    void lock(UUID id) {
        jdbc.sql(LOCK).param("id", id).query(UUID.class).optional();
    }

    /** False when the account is gone or has another address by now. */
    boolean verify(UUID id, String email, Instant now) {
        return jdbc.sql(VERIFY)
                        .param("id", id)
                        .param("emailKey", AccountField.emailKey(email))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * @param verifiedAt null when it is not known that mail to it arrives
     * @throws org.springframework.dao.DuplicateKeyException when another account has it
     */
    void setEmail(UUID id, String email, @Nullable Instant verifiedAt) {
        jdbc.sql(SET_EMAIL)
                .param("id", id)
                .param("email", email)
                .param("emailKey", AccountField.emailKey(email))
                .param(
                        "verifiedAt",
                        verifiedAt == null ? null : verifiedAt.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getObject("email_verified_at") != null);
    }
}
