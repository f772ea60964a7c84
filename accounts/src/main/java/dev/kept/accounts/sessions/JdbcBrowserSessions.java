package dev.kept.accounts.sessions;

import dev.kept.accounts.database.OfAccounts;
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
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcBrowserSessions {

    /** Sign-ins of one person wait for each other, so that together they do not exceed the limit. */
    private static final String LOCK_OWNER = """
        SELECT id FROM user_account WHERE id = :owner FOR NO KEY UPDATE
        """;

    private static final String END_OLDEST = """
        DELETE FROM browser_session WHERE id IN (
          SELECT id FROM browser_session WHERE owner = :owner
          ORDER BY created_at DESC, id OFFSET :kept)
        """;

    private static final String INSERT = """
        INSERT INTO browser_session (id, owner, secret_digest, browser, created_at, seen_at)
        VALUES (:id, :owner, :digest, :browser, :now, :now)
        """;

    private static final String FIND = """
        SELECT id, owner, seen_at FROM browser_session WHERE secret_digest = :digest AND seen_at > :since
        """;

    private static final String OF = """
        SELECT id, browser, created_at, greatest(seen_at, used_at) AS last_seen_at FROM browser_session s
        WHERE owner = :owner AND (seen_at > :since OR EXISTS (
          SELECT FROM oauth2_authorization
          WHERE browser_session = s.id AND refresh_token_expires_at > :now))
        ORDER BY last_seen_at DESC, id
        """;

    private static final String SEEN = """
        UPDATE browser_session SET seen_at = :now WHERE id = :id AND seen_at < :now
        """;

    private static final String DELETE = """
        DELETE FROM browser_session WHERE id = :id AND owner = :owner
        """;

    private static final String DELETE_ALL = """
        DELETE FROM browser_session WHERE owner = :owner
        """;

    private static final String DELETE_ALL_BUT = """
        DELETE FROM browser_session WHERE owner = :owner AND id <> :kept
        """;

    private static final String DELETE_GRANTS_WITHOUT_SESSION = """
        DELETE FROM oauth2_authorization WHERE principal_name = :owner AND browser_session IS NULL
        """;

    private static final String DELETE_UNUSED = """
        DELETE FROM browser_session s WHERE seen_at < :before
        AND NOT EXISTS (SELECT FROM oauth2_authorization WHERE browser_session = s.id)
        """;

    /** As it is stored. */
    record Row(BrowserSessions.Known known, Instant seenAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    JdbcBrowserSessions(@OfAccounts JdbcClient jdbc, @OfAccounts TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    void insert(UUID id, UUID owner, String digest, @Nullable String browser, Instant now, int most) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql(LOCK_OWNER).param("owner", owner).query().listOfRows();
            jdbc.sql(END_OLDEST).param("owner", owner).param("kept", most - 1).update();
            jdbc.sql(INSERT)
                    .param("id", id)
                    .param("owner", owner)
                    .param("digest", digest)
                    .param("browser", browser, Types.VARCHAR)
                    .param("now", timestamp(now))
                    .update();
        });
    }

    Optional<Row> find(String digest, Instant since) {
        return jdbc.sql(FIND)
                .param("digest", digest)
                .param("since", timestamp(since))
                .query((row, n) -> new Row(
                        new BrowserSessions.Known(row.getObject("id", UUID.class), row.getObject("owner", UUID.class)),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    List<BrowserSessions.OpenSession> of(UUID owner, Instant since, Instant now) {
        return jdbc.sql(OF)
                .param("owner", owner)
                .param("since", timestamp(since))
                .param("now", timestamp(now))
                .query((row, n) -> new BrowserSessions.OpenSession(
                        row.getObject("id", UUID.class),
                        row.getString("browser"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    void seen(UUID id, Instant now) {
        jdbc.sql(SEEN).param("id", id).param("now", timestamp(now)).update();
    }

    boolean delete(UUID id, UUID owner) {
        return jdbc.sql(DELETE).param("id", id).param("owner", owner).update() == 1;
    }

    void deleteAll(UUID owner) {
        jdbc.sql(DELETE_ALL).param("owner", owner).update();
    }

    void deleteAllBut(UUID owner, UUID kept) {
        jdbc.sql(DELETE_ALL_BUT).param("owner", owner).param("kept", kept).update();
    }

    void deleteGrantsWithoutSession(UUID owner) {
        jdbc.sql(DELETE_GRANTS_WITHOUT_SESSION).param("owner", owner.toString()).update();
    }

    void deleteUnused(Instant before) {
        jdbc.sql(DELETE_UNUSED).param("before", timestamp(before)).update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
