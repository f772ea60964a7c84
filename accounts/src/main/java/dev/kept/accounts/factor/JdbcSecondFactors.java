package dev.kept.accounts.factor;

import dev.kept.accounts.database.OfAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcSecondFactors {

    private static final String FIND = """
        SELECT secret, confirmed_at FROM second_factor WHERE owner = :owner
        """;

    /** What is confirmed already stays. */
    private static final String BEGIN = """
        INSERT INTO second_factor AS f (owner, secret, created_at) VALUES (:owner, :secret, :now)
        ON CONFLICT (owner) DO UPDATE SET secret = :secret, created_at = :now, last_step = 0
        WHERE f.confirmed_at IS NULL
        """;

    private static final String TAKE_STEP = """
        UPDATE second_factor SET last_step = :step, confirmed_at = coalesce(confirmed_at, :now)
        WHERE owner = :owner AND last_step < :step
        """;

    private static final String DELETE = """
        DELETE FROM second_factor WHERE owner = :owner
        """;

    private static final String DELETE_CODES = """
        DELETE FROM recovery_code WHERE owner = :owner
        """;

    private static final String INSERT_CODE = """
        INSERT INTO recovery_code (owner, code_digest) VALUES (:owner, :digest)
        """;

    private static final String TAKE_CODE = """
        DELETE FROM recovery_code WHERE owner = :owner AND code_digest = :digest
        """;

    private static final String COUNT_CODES = """
        SELECT count(*) FROM recovery_code WHERE owner = :owner
        """;

    /** As it is stored. */
    record Row(byte[] secret, @Nullable Instant confirmedAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    JdbcSecondFactors(@OfAccounts JdbcClient jdbc, @OfAccounts TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    Optional<Row> find(UUID owner) {
        return jdbc.sql(FIND)
                .param("owner", owner)
                .query((row, n) -> new Row(row.getBytes("secret"), instant(row)))
                .optional();
    }

    void begin(UUID owner, byte[] secret, Instant now) {
        jdbc.sql(BEGIN)
                .param("owner", owner)
                .param("secret", secret)
                .param("now", timestamp(now))
                .update();
    }

    /** False when a code of this step or of a later one was taken before. */
    boolean takeStep(UUID owner, long step, Instant now) {
        return jdbc.sql(TAKE_STEP)
                        .param("owner", owner)
                        .param("step", step)
                        .param("now", timestamp(now))
                        .update()
                == 1;
    }

    void delete(UUID owner) {
        jdbc.sql(DELETE).param("owner", owner).update();
    }

    void replaceCodes(UUID owner, Collection<String> digests) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql(DELETE_CODES).param("owner", owner).update();
            digests.forEach(digest -> jdbc.sql(INSERT_CODE)
                    .param("owner", owner)
                    .param("digest", digest)
                    .update());
        });
    }

    /** Whether there was this one; it is gone then. */
    boolean takeCode(UUID owner, String digest) {
        return jdbc.sql(TAKE_CODE).param("owner", owner).param("digest", digest).update() == 1;
    }

    int countCodes(UUID owner) {
        return jdbc.sql(COUNT_CODES).param("owner", owner).query(Integer.class).single();
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject("confirmed_at", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
