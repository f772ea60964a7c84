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

/** The mails that are to go out, and the causes in each of them. */
final class Outbox {

    private static final String KNOWN = """
        select cause, round from reminder_told where member = ? and cause = any(?::uuid[])
        """;

    /** A mail that a server may already have is not changed. */
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

    private static final String ADD_CAUSES = """
        insert into reminder_told (member, cause, round, mail)
        select ?, unnest(?::uuid[]), unnest(?::integer[]), ?
        """;

    private static final String DUE = """
        select mail from reminder_mail
         where state in ('WAITING', 'SENDING') and next_attempt <= ?
         order by next_attempt
         limit ?
        """;

    /** A process that takes over a mail cannot know how far the one before came. */
    private static final String CLAIM = """
        update reminder_mail
           set unknown = unknown or state = 'SENDING', state = 'SENDING', attempts = attempts + 1, next_attempt = ?
         where mail = ? and state in ('WAITING', 'SENDING') and next_attempt <= ?
        returning mail, member, message_id, attempts
        """;

    private static final String CAUSES = "select cause, round from reminder_told where mail = ?";

    private static final String SENT = """
        update reminder_mail set state = 'SENT', ended_at = ? where mail = ?
        """;

    private static final String REMOVE_OTHER_CAUSES = """
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

    /**
     * A cause that a mail contains.
     *
     * @param round how often it had been put off by then
     */
    record MailedCause(UUID cause, int round) {}

    record Mail(UUID mail, UUID member, String messageId, int attempts) {}

    /** Those that no mail contains yet, in their order. */
    List<MailedCause> notYetMailed(UUID member, List<MailedCause> candidates) {
        Set<MailedCause> known = new HashSet<>(sql.sql(KNOWN)
                .param(member)
                .param(ids(candidates.stream().map(MailedCause::cause).toList()))
                .query((row, number) -> new MailedCause(row.getObject("cause", UUID.class), row.getInt("round")))
                .list());
        return candidates.stream().filter(each -> !known.contains(each)).toList();
    }

    /** Adds them to a mail that has not gone out yet, or to a new one. */
    void add(UUID member, List<MailedCause> news, String domain, Instant at) {
        UUID mail = sql.sql(OPEN).param(member).query(UUID.class).optional().orElseGet(() -> add(member, domain, at));
        sql.sql(ADD_CAUSES)
                .param(member)
                .param(ids(news.stream().map(MailedCause::cause).toList()))
                .param(news.stream().map(MailedCause::round).toArray(Integer[]::new))
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
     * @param takenUpAgain when another process may take it over if this one does not finish
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

    List<MailedCause> causesOf(UUID mail) {
        return sql.sql(CAUSES)
                .param(mail)
                .query((row, number) -> new MailedCause(row.getObject("cause", UUID.class), row.getInt("round")))
                .list();
    }

    /** Causes that the mail did not contain after all may go into another one. */
    void sent(UUID mail, Collection<UUID> causes, Instant at) {
        sql.sql(REMOVE_OTHER_CAUSES).param(mail).param(ids(causes)).update();
        sql.sql(SENT).param(utc(at)).param(mail).update();
    }

    /** @param unknown whether a server may have taken it */
    void again(UUID mail, boolean unknown, Instant at) {
        sql.sql(AGAIN).param(unknown).param(utc(at)).param(mail).update();
    }

    /** Gives the mail up. Its causes may go into another one, unless a server may have taken it. */
    void drop(UUID mail, Instant at) {
        boolean unknown =
                sql.sql(DROP).param(utc(at)).param(mail).query(Boolean.class).single();
        if (!unknown) {
            sql.sql(REMOVE_OTHER_CAUSES).param(mail).param(new String[0]).update();
        }
    }

    /** Deletes finished mails that no open reminder needs. */
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
