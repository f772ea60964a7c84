package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes all that is stored here of a person. Ledgers are elsewhere: what the person recorded stays there. */
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

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    AccountDeletion(@OfAccounts JdbcClient jdbc, @OfAccounts TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    void delete(UUID owner) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql(DELETE_GRANTS).param("owner", owner.toString()).update();
            jdbc.sql(DELETE_CONSENTS).param("owner", owner.toString()).update();
            jdbc.sql(DELETE_ACCOUNT).param("owner", owner).update();
        });
    }
}
