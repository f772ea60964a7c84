package dev.kept.accounts.limits;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcAttempts implements Chore {

    /** Counts unless the subject has to wait; no row comes back then. The exponent is bounded against overflow. */
    private static final String COUNT = """
            INSERT INTO attempt AS a (subject, attempts, last_at, blocked_until)
            VALUES (:subject, 1, :now, CASE WHEN :free < 1 THEN :now + make_interval(secs => :first) END)
            ON CONFLICT (subject) DO UPDATE SET
              attempts = CASE WHEN a.last_at < :forgotten THEN 1 ELSE a.attempts + 1 END,
              last_at = :now,
              blocked_until = CASE
                WHEN a.last_at < :forgotten OR a.attempts + 1 < :free THEN NULL
                ELSE :now + make_interval(secs =>
                  least(:longest, :first * power(2, least(30, a.attempts + 1 - :free)))) END
            WHERE a.blocked_until IS NULL OR a.blocked_until <= :now
            RETURNING attempts
            """;

    private static final String BLOCKED_UNTIL = """
            SELECT blocked_until FROM attempt WHERE subject = :subject AND blocked_until IS NOT NULL
            """;

    private static final String TAKE_BACK = """
            UPDATE attempt SET attempts = greatest(attempts - 1, 0), blocked_until = NULL WHERE subject = :subject
            """;

    private static final String CLEAR = """
            DELETE FROM attempt WHERE subject = :subject
            """;

    private static final String FORGET = """
            DELETE FROM attempt WHERE last_at < :before
            """;

    private static final Duration LONGEST_MEMORY = Arrays.stream(AttemptRule.values())
            .map(rule -> rule.forgottenAfter)
            .max(Comparator.naturalOrder())
            .orElseThrow();

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcAttempts(@OfAccounts JdbcClient jdbc, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the attempt may be made; it is counted then. */
    boolean count(Subject subject, int free, Instant now) {
        AttemptRule rule = subject.rule();
        return jdbc.sql(COUNT)
                .param("subject", subject.digest())
                .param("now", timestamp(now))
                .param("forgotten", timestamp(now.minus(rule.forgottenAfter)))
                .param("free", free)
                .param("first", (double) rule.firstWait.toSeconds())
                .param("longest", (double) rule.longestWait.toSeconds())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** At least a second, for an answer that says zero would be tried at once. */
    Duration waitFor(Subject subject, Instant now) {
        return jdbc.sql(BLOCKED_UNTIL)
                .param("subject", subject.digest())
                .query(OffsetDateTime.class)
                .optional()
                .map(until -> Duration.between(now, until.toInstant()))
                .filter(wait -> wait.compareTo(Duration.ofSeconds(1)) > 0)
                .orElse(Duration.ofSeconds(1));
    }

    void takeBack(Subject subject) {
        jdbc.sql(TAKE_BACK).param("subject", subject.digest()).update();
    }

    void clear(Subject subject) {
        jdbc.sql(CLEAR).param("subject", subject.digest()).update();
    }

    @Override
    public void tidy() {
        jdbc.sql(FORGET)
                .param("before", timestamp(clock.instant().minus(LONGEST_MEMORY)))
                .update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
