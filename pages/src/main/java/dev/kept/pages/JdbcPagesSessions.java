package dev.kept.pages;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table of sessions. */
final class JdbcPagesSessions {

    /** Sign-ins of one person wait for each other, so that together they do not exceed the limit. */
    private static final String LOCK_MEMBER =
            "select pg_advisory_xact_lock(hashtextextended(cast(:member as text), 4))";

    private static final String END_OLDEST = """
        delete from pages_session where secret_digest in (
          select secret_digest from pages_session where member = :member
          order by created_at desc, secret_digest offset :kept)
        """;

    private static final String INSERT = """
        insert into pages_session (secret_digest, member, sealed, created_at, seen_at)
        values (:digest, :member, :sealed, :now, :now)
        """;

    private static final String FIND = """
        select sealed, version, seen_at from pages_session where secret_digest = :digest and seen_at > :since
        """;

    private static final String EXISTS = """
        select exists (select from pages_session where secret_digest = :digest)
        """;

    private static final String SEEN = """
        update pages_session set seen_at = :now where secret_digest = :digest and seen_at < :now
        """;

    private static final String LEASE = """
        update pages_session set renewing_until = :until
        where secret_digest = :digest and version = :version
          and (renewing_until is null or renewing_until < :now)
        """;

    private static final String RELEASE = """
        update pages_session set renewing_until = null where secret_digest = :digest and version = :version
        """;

    private static final String RENEW = """
        update pages_session set sealed = :sealed, version = version + 1, renewing_until = null
        where secret_digest = :digest and version = :version
        """;

    private static final String DELETE = "delete from pages_session where secret_digest = :digest";

    private static final String DELETE_IDLE = "delete from pages_session where seen_at < :before";

    /** As it is stored. */
    record Row(byte[] sealed, int version, Instant seenAt) {}

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcPagesSessions(DataSource dataSource, TransactionOperations transactions) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = transactions;
    }

    void insert(String digest, UUID member, byte[] sealed, Instant now, int most) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql(LOCK_MEMBER).param("member", member).query().listOfRows();
            jdbc.sql(END_OLDEST).param("member", member).param("kept", most - 1).update();
            jdbc.sql(INSERT)
                    .param("digest", digest)
                    .param("member", member)
                    .param("sealed", sealed)
                    .param("now", timestamp(now))
                    .update();
        });
    }

    @Nullable
    Row find(String digest, Instant since) {
        return jdbc.sql(FIND)
                .param("digest", digest)
                .param("since", timestamp(since))
                .query((row, n) -> new Row(
                        row.getBytes("sealed"),
                        row.getInt("version"),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(null);
    }

    boolean exists(String digest) {
        return jdbc.sql(EXISTS).param("digest", digest).query(Boolean.class).single();
    }

    void seen(String digest, Instant now) {
        jdbc.sql(SEEN).param("digest", digest).param("now", timestamp(now)).update();
    }

    /** Whether the caller is the one to renew this version. */
    boolean lease(String digest, int version, Instant now, Instant until) {
        return jdbc.sql(LEASE)
                        .param("digest", digest)
                        .param("version", version)
                        .param("now", timestamp(now))
                        .param("until", timestamp(until))
                        .update()
                == 1;
    }

    void release(String digest, int version) {
        jdbc.sql(RELEASE).param("digest", digest).param("version", version).update();
    }

    void renew(String digest, int version, byte[] sealed) {
        jdbc.sql(RENEW)
                .param("digest", digest)
                .param("version", version)
                .param("sealed", sealed)
                .update();
    }

    void delete(String digest) {
        jdbc.sql(DELETE).param("digest", digest).update();
    }

    void deleteIdle(Instant before) {
        jdbc.sql(DELETE_IDLE).param("before", timestamp(before)).update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
