package dev.kept.subscriptions.reminders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Addresses that wait for confirmation, by the digest of the secret that was sent there. */
final class Confirmations {

    static final Duration VALID = Duration.ofDays(2);

    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int PER_DAY = 5;
    private static final int SECRET_BYTES = 24;

    private static final String ASKED = """
        select count(*) filter (where member = :member and asked_at > :justNow) as just_now,
               count(*) filter (where member = :member) as by_member,
               count(*) filter (where address = :address) as to_address
          from reminder_confirmation
         where (member = :member or address = :address) and asked_at > :yesterday
        """;

    /** Several people may name the same address at the same time: a lock makes sure that each mail is counted. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('reminders to ' || ?, 0))";

    private static final String ADD = """
        insert into reminder_confirmation (digest, member, address, asked_at, expires_at) values (?, ?, ?, ?, ?)
        """;

    private static final String TAKE = """
        delete from reminder_confirmation where digest = ? and member = ? and expires_at > ? returning address
        """;

    private static final String LATEST = """
        select address from reminder_confirmation
         where member = ? and expires_at > ?
         order by asked_at desc
         limit 1
        """;

    private static final String END = "update reminder_confirmation set expires_at = asked_at where member = ?";
    private static final String TAKE_BACK = "delete from reminder_confirmation where digest = ?";
    private static final String FORGET = "delete from reminder_confirmation where expires_at < ?";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient sql;

    Confirmations(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** A secret that nobody can guess. */
    static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether one more mail may go out, so that nobody can flood a mailbox. Call it in the transaction that adds it. */
    boolean mayAsk(UUID member, String address, Instant at) {
        sql.sql(ONE_AT_A_TIME).param(address).query().singleRow();
        return sql.sql(ASKED)
                .param("member", member)
                .param("address", address)
                .param("justNow", People.utc(at.minus(BETWEEN)))
                .param("yesterday", People.utc(at.minus(Duration.ofDays(1))))
                .query((row, number) -> row.getInt("just_now") == 0
                        && row.getInt("by_member") < PER_DAY
                        && row.getInt("to_address") < PER_DAY)
                .single();
    }

    void add(String secret, UUID member, String address, Instant at) {
        sql.sql(FORGET).param(People.utc(at.minus(VALID))).update();
        sql.sql(ADD)
                .param(digest(secret))
                .param(member)
                .param(address)
                .param(People.utc(at))
                .param(People.utc(at.plus(VALID)))
                .update();
    }

    /** The mail did not go out. */
    void takeBack(String secret) {
        sql.sql(TAKE_BACK).param(digest(secret)).update();
    }

    /** The address that the secret was sent to, once. */
    Optional<String> take(String secret, UUID member, Instant at) {
        return sql.sql(TAKE)
                .param(digest(secret))
                .param(member)
                .param(People.utc(at))
                .query(String.class)
                .optional();
    }

    /** The address that was named last. */
    Optional<String> latest(UUID member, Instant at) {
        return sql.sql(LATEST)
                .param(member)
                .param(People.utc(at))
                .query(String.class)
                .optional();
    }

    /** Invalidates all secrets of the person. How often mails went out is still known for a while. */
    void end(UUID member) {
        sql.sql(END).param(member).update();
    }

    private static String digest(String secret) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
