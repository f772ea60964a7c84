package dev.kept.subscriptions;

import dev.kept.http.status.StatusLine;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How webhooks and mails stand, as their tables say, whether or not a service runs. */
public final class SubscriptionsStatus {

    private static final String STOPPED = "select count(*) from subscriptions.webhook where state = 'stopped'";

    private static final String DEAD = "select count(*) from subscriptions.webhook_dead_letter where not replay";

    private static final String LATE_MAILS = """
        select count(*) from subscriptions.reminder_mail
         where state in ('WAITING', 'SENDING') and attempts > 0 and created_at < now() - interval '1 hour'
        """;

    private static final String WAITING_INVITATIONS = "select count(*) from subscriptions.invitation_mail";

    private static final String LATE_INVITATIONS = """
        select count(*) from subscriptions.invitation_mail where created_at < now() - interval '1 hour'
        """;

    private static final String GIVEN_UP_INVITATIONS = """
        select count(*) from subscriptions.given_up_invitation_mail where given_up_at > now() - interval '7 days'
        """;

    private SubscriptionsStatus() {}

    /** @param username may select from the schema {@code subscriptions} */
    public static List<StatusLine> of(String jdbcUrl, String username, String password) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(jdbcUrl, username, password, true);
        try {
            JdbcClient sql = JdbcClient.create(connection);
            return List.of(
                    StatusLine.few(
                            "webhooks stopped",
                            count(sql, STOPPED),
                            0,
                            "webhooks",
                            "Their receivers failed for long. Their members see why on the page of the ledger's webhooks, and"
                                    + " let them go on."),
                    StatusLine.few(
                            "entries given up by webhooks",
                            count(sql, DEAD),
                            0,
                            "entries",
                            "Receivers refused them. The webhooks' members can have them sent again."),
                    StatusLine.few(
                            "mails not taken for an hour",
                            count(sql, LATE_MAILS),
                            0,
                            "mails",
                            "The mail server does not take them. See kept.mail in docs/operations.md, and the log."),
                    StatusLine.fine("invitation mails waiting", Long.toString(count(sql, WAITING_INVITATIONS))),
                    StatusLine.few(
                            "invitation mails not taken for an hour",
                            count(sql, LATE_INVITATIONS),
                            0,
                            "mails",
                            "The mail server does not take them, or no mail is sent any more. They are given up after two days."),
                    StatusLine.few(
                            "invitation mails given up within a week",
                            count(sql, GIVEN_UP_INVITATIONS),
                            0,
                            "mails",
                            "There was no such mailbox, or no server took them. Whoever invites can hand the link over."));
        } finally {
            connection.destroy();
        }
    }

    private static long count(JdbcClient sql, String select) {
        return sql.sql(select).query(Long.class).single();
    }
}
