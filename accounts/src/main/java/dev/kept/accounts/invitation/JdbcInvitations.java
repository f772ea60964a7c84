package dev.kept.accounts.invitation;

import dev.kept.accounts.database.OfAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcInvitations {

    private static final String INSERT = """
        INSERT INTO sign_up_invitation (id, secret_digest, expires_at, email, language, mail_due_at)
        VALUES (:id, :digest, :expiresAt, :email, :language, :mailDueAt)
        """;

    private static final String OPEN = """
        SELECT id, email FROM sign_up_invitation
        WHERE secret_digest = :digest AND used_at IS NULL AND expires_at > :now
        """;

    /** One of two that use it at once gets no row. Where it was mailed to matters no more. */
    private static final String USE = """
        UPDATE sign_up_invitation SET used_at = :now, email = NULL, language = NULL, mail_due_at = NULL
        WHERE id = :id AND used_at IS NULL AND expires_at > :now
        """;

    private static final String SPENT = """
        SELECT EXISTS (SELECT FROM spent_ledger_invitation WHERE ledger = :ledger AND invitation = :invitation)
        """;

    private static final String SPEND = """
        INSERT INTO spent_ledger_invitation (ledger, invitation, expires_at)
        VALUES (:ledger, :invitation, :expiresAt) ON CONFLICT (ledger, invitation) DO NOTHING
        """;

    private static final String FORGET = """
        DELETE FROM sign_up_invitation WHERE expires_at < :before
        """;

    private static final String FORGET_SPENT = """
        DELETE FROM spent_ledger_invitation WHERE expires_at < :before
        """;

    private static final String DUE = """
        SELECT id FROM sign_up_invitation
        WHERE mail_due_at <= :now AND used_at IS NULL AND expires_at > :now ORDER BY mail_due_at LIMIT :most
        """;

    /** Of several replicas one gets the row; whoever ends half-way is followed by another later. */
    private static final String CLAIM = """
        UPDATE sign_up_invitation SET mail_due_at = :again, mail_attempts = mail_attempts + 1, secret_digest = :digest
        WHERE id = :id AND mail_due_at <= :now AND used_at IS NULL
        RETURNING email, language, expires_at, mail_attempts
        """;

    private static final String AGAIN = """
        UPDATE sign_up_invitation SET mail_due_at = :at WHERE id = :id AND mail_due_at IS NOT NULL
        """;

    /** The address stays: whoever has the link reads mail there. */
    private static final String SENT = """
        UPDATE sign_up_invitation SET mail_due_at = NULL WHERE id = :id
        """;

    private static final String DELETE = """
        DELETE FROM sign_up_invitation WHERE id = :id
        """;

    /** A mail to be written. */
    record Waiting(String email, String language, Instant expires, int attempts) {
        @Override
        public String toString() {
            return "Waiting";
        }
    }

    private final JdbcClient jdbc;

    JdbcInvitations(@OfAccounts JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One that is handed over. */
    void insert(UUID id, String digest, Instant expires) {
        insert(id, digest, expires, null, null, null);
    }

    /** One that a mail takes, which is due now. */
    void insertMailed(UUID id, Instant expires, String email, String language, Instant now) {
        insert(id, null, expires, email, language, now);
    }

    private void insert(
            UUID id,
            @Nullable String digest,
            Instant expires,
            @Nullable String email,
            @Nullable String language,
            @Nullable Instant mailDueAt) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("digest", digest)
                .param("expiresAt", timestamp(expires))
                .param("email", email)
                .param("language", language)
                .param("mailDueAt", mailDueAt == null ? null : timestamp(mailDueAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    Optional<Admission.OfOperator> open(String digest, Instant now) {
        return jdbc.sql(OPEN)
                .param("digest", digest)
                .param("now", timestamp(now))
                .query((row, n) -> new Admission.OfOperator(row.getObject("id", UUID.class), row.getString("email")))
                .optional();
    }

    /** False when it was used or expired meanwhile. */
    boolean use(UUID id, Instant now) {
        return jdbc.sql(USE).param("id", id).param("now", timestamp(now)).update() == 1;
    }

    boolean isSpent(UUID ledger, UUID invitation) {
        return jdbc.sql(SPENT)
                .param("ledger", ledger)
                .param("invitation", invitation)
                .query(Boolean.class)
                .single();
    }

    /** False when it was spent before. */
    boolean spend(Admission.ToLedger admission) {
        return jdbc.sql(SPEND)
                        .param("ledger", admission.ledger())
                        .param("invitation", admission.invitation())
                        .param("expiresAt", timestamp(admission.expires()))
                        .update()
                == 1;
    }

    void forget(Instant before) {
        jdbc.sql(FORGET).param("before", timestamp(before)).update();
        jdbc.sql(FORGET_SPENT).param("before", timestamp(before)).update();
    }

    List<UUID> due(Instant now, int most) {
        return jdbc.sql(DUE)
                .param("now", timestamp(now))
                .param("most", most)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    /**
     * @param digest of the secret that the mail will hold; the one of a mail before it is good for nothing from now on
     * @param again when it is due again if nobody says otherwise
     */
    Optional<Waiting> claim(UUID id, String digest, Instant now, Instant again) {
        return jdbc.sql(CLAIM)
                .param("id", id)
                .param("digest", digest)
                .param("now", timestamp(now))
                .param("again", timestamp(again))
                .query((row, n) -> waiting(row))
                .optional();
    }

    void again(UUID id, Instant at) {
        jdbc.sql(AGAIN).param("id", id).param("at", timestamp(at)).update();
    }

    void sent(UUID id) {
        jdbc.sql(SENT).param("id", id).update();
    }

    void delete(UUID id) {
        jdbc.sql(DELETE).param("id", id).update();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getString("email"),
                row.getString("language"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("mail_attempts"));
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
