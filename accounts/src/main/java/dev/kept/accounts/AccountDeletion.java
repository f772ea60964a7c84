package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes all that is stored here of a person. Ledgers are elsewhere: what the person recorded stays there, and what else follows is done
 * after it, by whichever machine runs the service; see {@code closing}.
 */
@Component
class AccountDeletion {

    private static final String DELETE_GRANTS = """
        DELETE FROM oauth2_authorization WHERE principal_name = :owner
        """;

    private static final String DELETE_CONSENTS = """
        DELETE FROM oauth2_authorization_consent WHERE principal_name = :owner
        """;

    /** What else there is of the person refers to this row and goes with it. */
    private static final String DELETE_ACCOUNT = """
        DELETE FROM user_account WHERE id = :owner
        """;

    /** In the same transaction: an account is not closed without the others being told. */
    private static final String TELL_THE_OTHERS = """
        INSERT INTO closed_account (id, closed_at, due_at) VALUES (:owner, :now, :now) ON CONFLICT (id) DO NOTHING
        """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AccountDeletion(
            @OfAccounts JdbcClient jdbc, @OfAccounts TransactionTemplate transactions, @OfAccounts Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    void delete(UUID owner) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql(DELETE_GRANTS).param("owner", owner.toString()).update();
            jdbc.sql(DELETE_CONSENTS).param("owner", owner.toString()).update();
            if (jdbc.sql(DELETE_ACCOUNT).param("owner", owner).update() == 1) {
                jdbc.sql(TELL_THE_OTHERS)
                        .param("owner", owner)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
            }
        });
    }
}
