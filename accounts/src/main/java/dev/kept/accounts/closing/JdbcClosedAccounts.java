package dev.kept.accounts.closing;

import dev.kept.accounts.database.OfAccounts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcClosedAccounts {

    private static final String DUE = """
        SELECT id FROM closed_account WHERE due_at <= :now ORDER BY due_at LIMIT :most
        """;

    /** Of several replicas one gets the row; whoever ends half-way is followed by another later. */
    private static final String CLAIM = """
        UPDATE closed_account SET due_at = :again, failures = failures + 1 WHERE id = :id AND due_at <= :now
        RETURNING closed_at, failures
        """;

    private static final String WORKED = """
        UPDATE closed_account SET due_at = :at, failures = 0 WHERE id = :id
        """;

    private static final String FAILED = """
        UPDATE closed_account SET due_at = :at WHERE id = :id
        """;

    private static final String DONE = """
        DELETE FROM closed_account WHERE id = :id
        """;

    /** @param failures how often in a row it did not work, this attempt included until it has worked */
    record Claimed(Instant closedAt, int failures) {}

    private final JdbcClient jdbc;

    JdbcClosedAccounts(@OfAccounts JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UUID> due(Instant now, int most) {
        return jdbc.sql(DUE)
                .param("now", timestamp(now))
                .param("most", most)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    /** @param again when it is due again if nobody says otherwise */
    Optional<Claimed> claim(UUID id, Instant now, Instant again) {
        return jdbc.sql(CLAIM)
                .param("id", id)
                .param("now", timestamp(now))
                .param("again", timestamp(again))
                .query((row, n) -> new Claimed(
                        row.getObject("closed_at", OffsetDateTime.class).toInstant(), row.getInt("failures")))
                .optional();
    }

    void worked(UUID id, Instant nextAt) {
        jdbc.sql(WORKED).param("id", id).param("at", timestamp(nextAt)).update();
    }

    void failed(UUID id, Instant nextAt) {
        jdbc.sql(FAILED).param("id", id).param("at", timestamp(nextAt)).update();
    }

    void done(UUID id) {
        jdbc.sql(DONE).param("id", id).update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
