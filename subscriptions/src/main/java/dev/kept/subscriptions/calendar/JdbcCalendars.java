package dev.kept.subscriptions.calendar;

import dev.kept.wording.Languages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Stored in the schema of the subscriptions. */
final class JdbcCalendars implements Calendars {

    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final Duration RHYTHM = Duration.ofMinutes(1);

    private static final String COLUMNS =
            "calendar_id, member, ledger_id, texts, language, language_named, created_at, fetched_at, revoked_at";

    /** A lock makes sure that two requests of one person at the same time are both counted. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended('calendar' || ?, 0))";

    private static final String IN_USE = "select count(*) from calendar where member = ? and revoked_at is null";

    private static final String ADD = """
        insert into calendar (calendar_id, member, ledger_id, texts, language, language_named, secret_digest, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private static final String FORGET = "delete from calendar where member = ? and revoked_at < ?";

    private static final String FORGET_ALL = "delete from calendar where member = ?";

    private static final String MINE =
            "select " + COLUMNS + " from calendar where member = ? order by created_at desc, calendar_id limit 100";

    private static final String REVOKE = """
        update calendar set revoked_at = coalesce(revoked_at, ?)
         where calendar_id = ? and member = ?
        returning\s""" + COLUMNS;

    private static final String WITH_SECRET =
            "select " + COLUMNS + " from calendar where secret_digest = ? and revoked_at is null";

    private static final String FETCHED = "update calendar set fetched_at = ? where calendar_id = ?";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    JdbcCalendars(DataSource dataSource, TransactionTemplate transactions) {
        this.sql = JdbcClient.create(dataSource);
        this.transactions = transactions;
    }

    @Override
    public boolean add(Feed feed, byte[] secretDigest) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            sql.sql(ONE_AT_A_TIME).param(feed.member().toString()).query().singleRow();
            Integer inUse =
                    sql.sql(IN_USE).param(feed.member()).query(Integer.class).single();
            if (inUse >= MAX_IN_USE) {
                return false;
            }
            sql.sql(FORGET)
                    .params(feed.member(), utc(feed.created().minus(REMEMBERED)))
                    .update();
            sql.sql(ADD)
                    .param(feed.calendar())
                    .param(feed.member())
                    .param(feed.ledger())
                    .param(feed.texts())
                    .param(feed.language().toLanguageTag())
                    .param(feed.languageNamed())
                    .param(secretDigest)
                    .param(utc(feed.created()))
                    .update();
            return true;
        }));
    }

    @Override
    public List<Feed> of(UUID member) {
        return sql.sql(MINE).param(member).query((row, number) -> feed(row)).list();
    }

    @Override
    public Optional<Feed> revoke(UUID calendar, UUID member, Instant at) {
        return sql.sql(REVOKE)
                .params(utc(at), calendar, member)
                .query((row, number) -> feed(row))
                .optional();
    }

    @Override
    public Optional<Feed> withSecret(byte[] digest) {
        return sql.sql(WITH_SECRET)
                .param(digest)
                .query((row, number) -> feed(row))
                .optional();
    }

    @Override
    public void fetched(Feed feed, Instant at) {
        if (feed.fetched() == null || feed.fetched().plus(RHYTHM).isBefore(at)) {
            sql.sql(FETCHED).params(utc(at), feed.calendar()).update();
        }
    }

    @Override
    public void forget(UUID member) {
        sql.sql(FORGET_ALL).param(member).update();
    }

    private static Feed feed(ResultSet row) throws SQLException {
        return new Feed(
                row.getObject("calendar_id", UUID.class),
                row.getObject("member", UUID.class),
                row.getObject("ledger_id", UUID.class),
                row.getBoolean("texts"),
                Languages.stored(row.getString("language")),
                row.getBoolean("language_named"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "fetched_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
