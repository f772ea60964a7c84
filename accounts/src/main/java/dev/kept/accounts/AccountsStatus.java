package dev.kept.accounts;

import dev.kept.http.status.StatusLine;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What waits in the tables of accounts, whether or not the service runs. */
public final class AccountsStatus {

    private static final String CLOSED = """
        SELECT count(*) FROM accounts.closed_account WHERE failures > 0 AND closed_at < now() - interval '1 hour'
        """;

    /** They expire after a week. */
    private static final String MAILS = """
        SELECT count(*) FROM accounts.sign_up_invitation
        WHERE mail_due_at IS NOT NULL AND expires_at BETWEEN now() AND now() + interval '7 days' - interval '1 hour'
        """;

    private AccountsStatus() {}

    /** @param username may select from the schema {@code accounts} */
    public static List<StatusLine> of(String jdbcUrl, String username, String password) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(jdbcUrl, username, password, true);
        try {
            JdbcClient sql = JdbcClient.create(connection);
            return List.of(
                    StatusLine.few(
                            "closed accounts still in ledgers",
                            sql.sql(CLOSED).query(Long.class).single(),
                            0,
                            "accounts",
                            "Their ledgers cannot be left. Do accounts run, and does kept.accounts.api-url lead to the API?"),
                    StatusLine.few(
                            "invitations to sign up not mailed for an hour",
                            sql.sql(MAILS).query(Long.class).single(),
                            0,
                            "mails",
                            "No mail server takes them, or none is named where accounts run. See kept.mail in"
                                    + " docs/operations.md; 'accounts invite' without --mail shows a link."));
        } finally {
            connection.destroy();
        }
    }
}
