package dev.kept.subscriptions.webhooks;

import dev.kept.subscriptions.webhooks.Webhook.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far each webhook is. A sender can only write while its lease holds, by the database's clock, so that of two senders that
 * both believe they own a webhook, only one writes.
 */
final class JdbcProgress {

    private static final String ACTIVE =
            "select ledger_id, min(position) as position from webhook where state = 'active' group by ledger_id";

    private static final String CLAIM = """
        update webhook w
           set leased_by = :lease, leased_until = now() + make_interval(secs => :seconds)
         where w.webhook_id in (
               select webhook_id from webhook
                where state = 'active' and (leased_until is null or leased_until < now())
                  and (next_try_at <= now()
                       or (next_try_at is null
                           and (ledger_id = any(:ledgers::uuid[])
                                or exists (select from webhook_dead_letter d
                                            where d.webhook_id = webhook.webhook_id and d.replay))))
                limit :limit
                  for update skip locked)
        returning w.webhook_id, w.ledger_id
        """;

    private static final String RENEW = """
        update webhook
           set leased_until = now() + make_interval(secs => :seconds)
         where webhook_id = :id and leased_by = :lease and state = 'active'
        returning %s
        """.formatted(JdbcWebhooks.COLUMNS);

    private static final String RELEASE =
            "update webhook set leased_by = null, leased_until = null where webhook_id = ? and leased_by = ?";

    private static final String ADVANCE = """
        update webhook set position = greatest(position, :sequence), attempts = 0, next_try_at = null
         where webhook_id = :id and leased_by = :lease
        """;

    private static final String TRY_AGAIN = """
        update webhook set attempts = :attempts, next_try_at = now() + make_interval(secs => :seconds)
         where webhook_id = :id and leased_by = :lease
        returning next_try_at
        """;

    private static final String STOP = """
        update webhook
           set state = 'stopped', stopped_because = :because, version = version + 1, attempts = 0, next_try_at = null
         where webhook_id = :id and leased_by = :lease and state = 'active'
        """;

    private static final String ATTEMPTED = """
        insert into webhook_attempt (webhook_id, sequence, attempt, at, status, failure, millis, next_try_at)
        select :id, :sequence::bigint, :attempt, now(), :status::integer, :failure, :millis, :next::timestamptz
         where exists (select from webhook where webhook_id = :id)
        """;

    /** Only the latest are kept. */
    private static final String FORGET_ATTEMPTS = """
        delete from webhook_attempt
         where webhook_id = :id
           and attempt_id <= (select attempt_id from webhook_attempt where webhook_id = :id
                               order by attempt_id desc offset 100 limit 1)
        """;

    private static final String ATTEMPTS = """
        select sequence, attempt, at, status, failure, millis, next_try_at
          from webhook_attempt where webhook_id = ? order by attempt_id desc limit 100
        """;

    private static final String ADD_DEAD_LETTER = """
        insert into webhook_dead_letter (webhook_id, sequence, attempts, since, status, failure)
        values (:id, :sequence, :attempts, now(), :status, :failure)
        on conflict (webhook_id, sequence) do update
        set attempts = excluded.attempts, status = excluded.status, failure = excluded.failure, replay = false
        """;

    private static final String DEAD_LETTERS = """
        select sequence, attempts, since, status, failure, replay
          from webhook_dead_letter where webhook_id = ? and sequence > ? order by sequence limit ?
        """;

    private static final String COUNT_DEAD = "select count(*) from webhook_dead_letter where webhook_id = ?";

    private static final String REPLAY = """
        update webhook_dead_letter set replay = true
         where webhook_id = :id and (:sequence::bigint is null or sequence = :sequence::bigint)
        """;

    private static final String TO_REPLAY =
            "select min(sequence) from webhook_dead_letter where webhook_id = ? and replay";

    private static final String REMOVE_DEAD_LETTER =
            "delete from webhook_dead_letter where webhook_id = ? and sequence = ?";

    /** One failure ends the whole replay: the others would probably fail too. */
    private static final String REPLAY_FAILED = """
        update webhook_dead_letter
           set replay = false,
               attempts = attempts + case when sequence = :sequence then 1 else 0 end,
               status = case when sequence = :sequence then :status::integer else status end,
               failure = case when sequence = :sequence then :failure else failure end
         where webhook_id = :id and replay
        """;

    private static final String WAKE = "update webhook set next_try_at = now() where webhook_id = ?";

    private static final String COUNTS = """
        select count(*) filter (where state = 'active') as active,
               count(*) filter (where state = 'active' and attempts > 0) as retrying,
               count(*) filter (where state = 'stopped') as stopped,
               (select count(*) from webhook_dead_letter) as dead
          from webhook
        """;

    private final JdbcClient sql;
    private final JdbcWebhooks webhooks;

    JdbcProgress(DataSource dataSource, JdbcWebhooks webhooks) {
        this.sql = JdbcClient.create(dataSource);
        this.webhooks = webhooks;
    }

    /** A webhook that a sender owns until its lease ends. */
    record Claim(UUID webhook, UUID ledger, UUID lease) {}

    /**
     * An attempt that was made.
     *
     * @param sequence null for a test message
     */
    record Attempt(
            @Nullable Long sequence,
            int attempt,
            Instant at,
            @Nullable Integer status,
            @Nullable String failure,
            long millis,
            @Nullable Instant nextTryAt) {}

    /** An entry that was given up. */
    record DeadLetter(
            long sequence,
            int attempts,
            Instant since,
            @Nullable Integer status,
            String failure,
            boolean replay) {}

    /** How many there are, for the operator. */
    record Counts(long active, long retrying, long stopped, long dead) {}

    /** The position of the slowest active webhook of each ledger. */
    Map<UUID, Long> active() {
        Map<UUID, Long> slowest = new HashMap<>();
        sql.sql(ACTIVE).query(row -> {
            slowest.put(row.getObject("ledger_id", UUID.class), row.getLong("position"));
        });
        return slowest;
    }

    /**
     * Claims webhooks that no sender owns: those whose next attempt is due, those of ledgers with new entries, and those with a
     * replay asked for, also while another sender was finding nothing new.
     *
     * @param limit how many at most
     */
    List<Claim> claim(Collection<UUID> ledgers, Duration lease, int limit) {
        UUID id = UUID.randomUUID();
        return sql.sql(CLAIM)
                .param("lease", id)
                .param("seconds", seconds(lease))
                .param("ledgers", ledgers.stream().map(UUID::toString).toArray(String[]::new))
                .param("limit", limit)
                .query((row, number) ->
                        new Claim(row.getObject("webhook_id", UUID.class), row.getObject("ledger_id", UUID.class), id))
                .list();
    }

    /** The webhook as it is now; empty when it is no longer active or the lease is lost. */
    Optional<Webhook> renew(Claim claim, Duration lease) {
        return sql.sql(RENEW)
                .param("id", claim.webhook())
                .param("lease", claim.lease())
                .param("seconds", seconds(lease))
                .query((row, number) -> webhooks.webhook(row))
                .optional();
    }

    void release(Claim claim) {
        sql.sql(RELEASE).param(claim.webhook()).param(claim.lease()).update();
    }

    /** Returns whether the lease still held. */
    boolean advance(Claim claim, long sequence) {
        return sql.sql(ADVANCE)
                        .param("id", claim.webhook())
                        .param("lease", claim.lease())
                        .param("sequence", sequence)
                        .update()
                == 1;
    }

    /** Returns the time of the next attempt; empty when the lease is lost. */
    Optional<Instant> tryAgain(Claim claim, int attempts, Duration wait) {
        return sql.sql(TRY_AGAIN)
                .param("id", claim.webhook())
                .param("lease", claim.lease())
                .param("attempts", attempts)
                .param("seconds", seconds(wait))
                .query((row, number) -> JdbcWebhooks.instant(row, "next_try_at"))
                .optional();
    }

    void stop(Claim claim, Stop because) {
        sql.sql(STOP)
                .param("id", claim.webhook())
                .param("lease", claim.lease())
                .param("because", JdbcWebhooks.wireName(because))
                .update();
    }

    void attempted(
            UUID webhook, @Nullable Long sequence, int attempt, DeliveryOutcome outcome, @Nullable Instant next) {
        sql.sql(ATTEMPTED)
                .param("id", webhook)
                .param("sequence", sequence)
                .param("attempt", attempt)
                .param("status", outcome.status())
                .param("failure", failure(outcome))
                .param("millis", outcome.took().toMillis())
                .param("next", JdbcWebhooks.utc(next))
                .update();
        sql.sql(FORGET_ATTEMPTS).param("id", webhook).update();
    }

    /** The latest first. */
    List<Attempt> attempts(UUID webhook) {
        return sql.sql(ATTEMPTS)
                .param(webhook)
                .query((row, number) -> new Attempt(
                        row.getObject("sequence", Long.class),
                        row.getInt("attempt"),
                        row.getObject("at", java.time.OffsetDateTime.class).toInstant(),
                        row.getObject("status", Integer.class),
                        row.getString("failure"),
                        row.getLong("millis"),
                        JdbcWebhooks.instant(row, "next_try_at")))
                .list();
    }

    void addDeadLetter(UUID webhook, long sequence, int attempts, DeliveryOutcome outcome) {
        sql.sql(ADD_DEAD_LETTER)
                .param("id", webhook)
                .param("sequence", sequence)
                .param("attempts", attempts)
                .param("status", outcome.status())
                .param("failure", failure(outcome))
                .update();
    }

    List<DeadLetter> deadLetters(UUID webhook, long after, int limit) {
        return sql.sql(DEAD_LETTERS)
                .param(webhook)
                .param(after)
                .param(limit)
                .query((row, number) -> new DeadLetter(
                        row.getLong("sequence"),
                        row.getInt("attempts"),
                        row.getObject("since", java.time.OffsetDateTime.class).toInstant(),
                        row.getObject("status", Integer.class),
                        row.getString("failure"),
                        row.getBoolean("replay")))
                .list();
    }

    long countDeadLetters(UUID webhook) {
        return sql.sql(COUNT_DEAD).param(webhook).query(Long.class).single();
    }

    /**
     * Marks dead letters to be sent again.
     *
     * @param sequence null for all
     * @return how many there are to send
     */
    int replay(UUID webhook, @Nullable Long sequence) {
        int replayed =
                sql.sql(REPLAY).param("id", webhook).param("sequence", sequence).update();
        if (replayed > 0) {
            sql.sql(WAKE).param(webhook).update();
        }
        return replayed;
    }

    OptionalLong toReplay(UUID webhook) {
        Long sequence =
                sql.sql(TO_REPLAY).param(webhook).query(Long.class).optional().orElse(null);
        return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
    }

    void removeDeadLetter(UUID webhook, long sequence) {
        sql.sql(REMOVE_DEAD_LETTER).param(webhook).param(sequence).update();
    }

    void replayFailed(UUID webhook, long sequence, DeliveryOutcome outcome) {
        sql.sql(REPLAY_FAILED)
                .param("id", webhook)
                .param("sequence", sequence)
                .param("status", outcome.status())
                .param("failure", failure(outcome))
                .update();
    }

    Counts counts() {
        return sql.sql(COUNTS)
                .query((row, number) -> new Counts(
                        row.getLong("active"), row.getLong("retrying"), row.getLong("stopped"), row.getLong("dead")))
                .single();
    }

    private static @Nullable String failure(DeliveryOutcome outcome) {
        return outcome.failure() == null ? null : outcome.failure().wireName();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
