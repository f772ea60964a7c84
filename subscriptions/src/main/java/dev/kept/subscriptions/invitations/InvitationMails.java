package dev.kept.subscriptions.invitations;

import dev.kept.subscriptions.requests.Sealing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The mails that are on their way, and how many were asked for within a day. */
final class InvitationMails {

    static final int PER_MEMBER = 20;
    static final int PER_ADDRESS = 3;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(2);

    /** So long an operator can see how many. */
    private static final Duration GIVEN_UP_KNOWN = Duration.ofDays(7);

    /** To which a local part with dots means the one without. */
    private static final Set<String> WITHOUT_DOTS = Set.of("gmail.com", "googlemail.com");

    private static final String FORGET = "delete from invitation_mail_count where asked_at <= ?";
    private static final String END_OF = "delete from invitation_mail where member = ?";

    /** Several people may write to one address at a time: a lock makes sure that each mail is counted. */
    private static final String ONE_AT_A_TIME = """
        select pg_advisory_xact_lock(hashtextextended('invitations to ' || encode(?, 'hex'), 0))
        """;

    private static final String COUNTED = """
        select count(*) filter (where member = :member) < :perMember
           and count(*) filter (where address = :address) < :perAddress
          from invitation_mail_count
         where (member = :member or address = :address) and asked_at > :yesterday
        """;

    private static final String COUNT =
            "insert into invitation_mail_count (member, address, asked_at) values (?, ?, ?)";

    private static final String ADD = """
        insert into invitation_mail (mail, ledger, invitation, member, sealed, created_at, next_attempt, expires_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private static final String GIVE_UP = """
        with gone as (delete from invitation_mail where expires_at <= :at or created_at <= :longAgo returning mail)
        insert into given_up_invitation_mail (given_up_at) select :at from gone
        """;

    private static final String GIVE_UP_ONE = """
        with gone as (delete from invitation_mail where mail = :mail returning mail)
        insert into given_up_invitation_mail (given_up_at) select :at from gone
        """;

    private static final String FORGET_GIVEN_UP = "delete from given_up_invitation_mail where given_up_at <= ?";

    private static final String DUE = """
        select mail from invitation_mail where next_attempt <= ? order by next_attempt limit ?
        """;

    private static final String CLAIM = """
        update invitation_mail set attempts = attempts + 1, next_attempt = ?
         where mail = ? and next_attempt <= ?
        returning mail, ledger, invitation, member, sealed, attempts, expires_at
        """;

    private static final String AGAIN = "update invitation_mail set next_attempt = ? where mail = ?";
    private static final String END = "delete from invitation_mail where mail = ?";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;
    private final Sealing sealing;

    InvitationMails(DataSource dataSource, Sealing sealing) {
        this.sql = JdbcClient.create(dataSource);
        this.sealing = sealing;
    }

    /** Which invitation, and who sends it. */
    record Which(UUID ledger, UUID invitation, UUID member) {}

    /** What nobody may read on the way. */
    record Content(String address, String secret, Locale language) {

        /** Nothing of it may reach a log by way of the string form. */
        @Override
        public String toString() {
            return "Content";
        }
    }

    /** @param content empty when it was sealed with a key that is no longer there */
    record Mail(UUID mail, Which which, Optional<Content> content, int attempts, Instant expires) {}

    /** Whether one more may go out, which is counted then. Call it in the transaction that adds it, the member locked. */
    boolean mayAsk(UUID member, String address, Instant at) {
        byte[] digest = sealing.digestOf(
                "invitation-mail-address".getBytes(StandardCharsets.US_ASCII),
                mailbox(address).getBytes(StandardCharsets.UTF_8));
        sql.sql(ONE_AT_A_TIME).param(digest).query().singleRow();
        UUID sender = counted(member);
        boolean may = sql.sql(COUNTED)
                .param("member", sender)
                .param("address", digest)
                .param("perMember", PER_MEMBER)
                .param("perAddress", PER_ADDRESS)
                .param("yesterday", utc(at.minus(DAY)))
                .query(Boolean.class)
                .single();
        if (may) {
            sql.sql(COUNT).param(sender).param(digest).param(utc(at)).update();
        }
        return may;
    }

    /**
     * By what a person is counted: an id that nobody makes without the key. It outlives, for a day, what else is stored of them: else one
     * would be forgotten in order to write on.
     */
    private UUID counted(UUID member) {
        ByteBuffer digest = ByteBuffer.wrap(sealing.digestOf(
                "invitation-mail-member".getBytes(StandardCharsets.US_ASCII),
                member.toString().getBytes(StandardCharsets.US_ASCII)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** One name for all spellings that reach one mailbox: in any case, with a tag behind a plus, and with dots where they do not count. */
    private static String mailbox(String address) {
        String spelled = address.toLowerCase(Locale.ROOT);
        int at = spelled.lastIndexOf('@');
        int tag = spelled.indexOf('+');
        String local = spelled.substring(0, 0 < tag && tag < at ? tag : at);
        String domain = spelled.substring(at + 1);
        return (WITHOUT_DOTS.contains(domain) ? local.replace(".", "") : local) + "@" + domain;
    }

    void add(Which which, Content content, Instant at, Instant expires) {
        UUID mail = UUID.randomUUID();
        sql.sql(ADD)
                .param(mail)
                .param(which.ledger())
                .param(which.invitation())
                .param(which.member())
                .param(sealing.seal(JSON.writeValueAsBytes(content), place(mail)))
                .param(utc(at))
                .param(utc(at))
                .param(utc(expires))
                .update();
    }

    /** Gives mails up that can no longer be accepted or that nobody took within two days, and deletes what was counted a day ago. */
    void forget(Instant at) {
        sql.sql(GIVE_UP)
                .param("at", utc(at))
                .param("longAgo", utc(at.minus(GIVEN_UP_AFTER)))
                .update();
        sql.sql(FORGET).param(utc(at.minus(DAY))).update();
        sql.sql(FORGET_GIVEN_UP).param(utc(at.minus(GIVEN_UP_KNOWN))).update();
    }

    /** Deletes the mails of somebody. */
    void forget(UUID member) {
        sql.sql(END_OF).param(member).update();
    }

    List<UUID> due(Instant at, int limit) {
        return sql.sql(DUE)
                .param(utc(at))
                .param(limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** @param takenUpAgain when it is tried again if this process does not finish */
    Optional<Mail> claim(UUID mail, Instant at, Instant takenUpAgain) {
        return sql.sql(CLAIM)
                .param(utc(takenUpAgain))
                .param(mail)
                .param(utc(at))
                .query((row, number) -> new Mail(
                        mail,
                        new Which(
                                row.getObject("ledger", UUID.class),
                                row.getObject("invitation", UUID.class),
                                row.getObject("member", UUID.class)),
                        sealing.open(row.getBytes("sealed"), place(mail))
                                .map(clear -> JSON.readValue(clear, Content.class)),
                        row.getInt("attempts"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    void again(UUID mail, Instant at) {
        sql.sql(AGAIN).param(utc(at)).param(mail).update();
    }

    /** It did not arrive, and is not tried again. */
    void giveUp(UUID mail, Instant at) {
        sql.sql(GIVE_UP_ONE).param("mail", mail).param("at", utc(at)).update();
    }

    void end(UUID mail) {
        sql.sql(END).param(mail).update();
    }

    private static String place(UUID mail) {
        return "invitation_mail/" + mail;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
