package dev.kept.subscriptions.reminders.sending;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mails that are to go out, and what each of them tells. */
final class Outbox {

    private static final String KNOWN = """
        select cause, round from reminder_told where member = ? and cause = any(?::uuid[])
        """;

    /** Whatever a server may already have is left as it is. */
    private static final String OPEN = """
        select mail from reminder_mail
         where member = ? and state = 'WAITING' and not unknown
         order by created_at
         limit 1
           for update
        """;

    private static final String ADD = """
        insert into reminder_mail (mail, member, message_id, state, created_at, next_attempt)
        values (?, ?, ?, 'WAITING', ?, ?)
        """;

    private static final String TELL = """
        insert into reminder_told (member, cause, round, mail)
        select ?, unnest(?::uuid[]), unnest(?::integer[]), ?
        """;

    private static final String DUE = """
        select mail from reminder_mail
         where state in ('WAITING', 'SENDING') and next_attempt <= ?
         order by next_attempt
         limit ?
        """;

    /** Who takes up what another one was sending cannot know how far that one came. */
    private static final String CLAIM = """
        update reminder_mail
           set unknown = unknown or state = 'SENDING', state = 'SENDING', attempts = attempts + 1, next_attempt = ?
         where mail = ? and state in ('WAITING', 'SENDING') and next_attempt <= ?
        returning mail, member, message_id, attempts
        """;

    private static final String TOLD = "select cause, round from reminder_told where mail = ?";

    private static final String SENT = """
        update reminder_mail set state = 'SENT', ended_at = ? where mail = ?
        """;

    private static final String NOT_TOLD = """
        delete from reminder_told where mail = ? and not cause = any(?::uuid[])
        """;

    private static final String AGAIN = """
        update reminder_mail set state = 'WAITING', unknown = unknown or ?, next_attempt = ? where mail = ?
        """;

    private static final String DROP = """
        update reminder_mail set state = 'DROPPED', ended_at = ? where mail = ? returning unknown
        """;

    private static final String FORGET = """
        delete from reminder_mail m
         where m.member = ? and m.ended_at < ?
           and not exists (select from reminder_told t where t.mail = m.mail and t.cause = any(?::uuid[]))
        """;

    private static final String COUNT = """
        select count(*) from reminder_mail where state in ('WAITING', 'SENDING')
        """;

    private final JdbcClient sql;

    Outbox(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param round how often it had been put off when it was told */
    record Told(UUID cause, int round) {}

    record Mail(UUID mail, UUID member, String messageId, int attempts) {}

    /** Those that no mail tells yet, in their order. */
    List<Told> untold(UUID member, List<Told> candidates) {
        Set<Told> known = new HashSet<>(sql.sql(KNOWN)
                .param(member)
                .param(ids(candidates.stream().map(Told::cause).toList()))
                .query((row, number) -> new Told(row.getObject("cause", UUID.class), row.getInt("round")))
                .list());
        return candidates.stream().filter(each -> !known.contains(each)).toList();
    }

    /** Puts them into a mail that has not gone out yet, or into a new one. */
    void tell(UUID member, List<Told> news, String domain, Instant at) {
        UUID mail = sql.sql(OPEN).param(member).query(UUID.class).optional().orElseGet(() -> add(member, domain, at));
        sql.sql(TELL)
                .param(member)
                .param(ids(news.stream().map(Told::cause).toList()))
                .param(news.stream().map(Told::round).toArray(Integer[]::new))
                .param(mail)
                .update();
    }

    private UUID add(UUID member, String domain, Instant at) {
        UUID mail = UUID.randomUUID();
        sql.sql(ADD)
                .param(mail)
                .param(member)
                .param("<" + mail + "@" + domain + ">")
                .param(utc(at))
                .param(utc(at))
                .update();
        return mail;
    }

    List<UUID> due(Instant at, int limit) {
        return sql.sql(DUE)
                .param(utc(at))
                .param(limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /**
     * Marks a mail as being sent.
     *
     * @param takenUpAgain when another process takes it up if nothing is heard of this one
     */
    Optional<Mail> claim(UUID mail, Instant at, Instant takenUpAgain) {
        return sql.sql(CLAIM)
                .param(utc(takenUpAgain))
                .param(mail)
                .param(utc(at))
                .query((row, number) -> new Mail(
                        row.getObject("mail", UUID.class),
                        row.getObject("member", UUID.class),
                        row.getString("message_id"),
                        row.getInt("attempts")))
                .optional();
    }

    List<Told> told(UUID mail) {
        return sql.sql(TOLD)
                .param(mail)
                .query((row, number) -> new Told(row.getObject("cause", UUID.class), row.getInt("round")))
                .list();
    }

    /** What the mail did not tell after all may be told by another one. */
    void sent(UUID mail, Collection<UUID> causes, Instant at) {
        sql.sql(NOT_TOLD).param(mail).param(ids(causes)).update();
        sql.sql(SENT).param(utc(at)).param(mail).update();
    }

    /** @param unknown whether a server may have taken it */
    void again(UUID mail, boolean unknown, Instant at) {
        sql.sql(AGAIN).param(unknown).param(utc(at)).param(mail).update();
    }

    /** It is not sent any more; what it was to tell may be told by another one, unless a server may have taken it. */
    void drop(UUID mail, Instant at) {
        boolean unknown =
                sql.sql(DROP).param(utc(at)).param(mail).query(Boolean.class).single();
        if (!unknown) {
            sql.sql(NOT_TOLD).param(mail).param(new String[0]).update();
        }
    }

    /** Lets go of what ended long ago and is about nothing that still waits. */
    void forget(UUID member, Instant before, Collection<UUID> current) {
        sql.sql(FORGET).param(member).param(utc(before)).param(ids(current)).update();
    }

    long count() {
        return sql.sql(COUNT).query(Long.class).single();
    }

    private static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
