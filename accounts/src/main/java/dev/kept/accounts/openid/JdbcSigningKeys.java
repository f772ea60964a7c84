package dev.kept.accounts.openid;

import dev.kept.accounts.database.OfAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcSigningKeys {

    private static final String ALL = """
            SELECT private_jwk, created_at FROM signing_key ORDER BY created_at DESC, key_id
            """;

    /** Lets readers on; two machines that start together wait for each other and make one key. */
    private static final String LOCK = """
            LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE
            """;

    private static final String YOUNG_ENOUGH = """
            SELECT EXISTS (SELECT FROM signing_key WHERE created_at > :since)
            """;

    private static final String INSERT = """
            INSERT INTO signing_key (key_id, private_jwk, created_at) VALUES (:keyId, :privateJwk, :createdAt)
            """;

    private static final String DELETE_SUPERSEDED = """
            DELETE FROM signing_key old
            WHERE EXISTS (SELECT FROM signing_key new WHERE new.created_at > old.created_at AND new.created_at < :before)
            """;

    /** A key as it is stored: a private JWK in JSON. */
    record Stored(String privateJwk, Instant createdAt) {}

    /** A key to be stored. */
    record Fresh(String keyId, String privateJwk, Instant createdAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    JdbcSigningKeys(@OfAccounts JdbcClient jdbc, @OfAccounts TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** The newest first. */
    List<Stored> all() {
        return jdbc.sql(ALL).query((row, n) -> stored(row)).list();
    }

    /**
     * Stores a key unless there is one from after {@code since}. Making a key can take long on a busy machine, so it is made before the
     * transaction, which PostgreSQL ends when nothing happens in it.
     */
    void insertUnlessYoung(Instant since, Supplier<Fresh> key) {
        if (hasYoung(since)) {
            return;
        }
        Fresh fresh = key.get();
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql(LOCK).update();
            if (!hasYoung(since)) {
                jdbc.sql(INSERT)
                        .param("keyId", fresh.keyId())
                        .param("privateJwk", fresh.privateJwk())
                        .param("createdAt", timestamp(fresh.createdAt()))
                        .update();
            }
        });
    }

    private boolean hasYoung(Instant since) {
        return jdbc.sql(YOUNG_ENOUGH)
                .param("since", timestamp(since))
                .query(Boolean.class)
                .single();
    }

    /** Deletes those for which there is a newer one from before {@code before}. */
    void deleteSuperseded(Instant before) {
        jdbc.sql(DELETE_SUPERSEDED).param("before", timestamp(before)).update();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("private_jwk"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
