package dev.kept.accounts.recovery;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.factor.RecoveryCode;
import dev.kept.accounts.secrets.Secrets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person's codes, stored as digests; each is good once. Callers make changes in their own transaction. */
@Component
public class RecoveryCodes {

    private static final String DELETE = """
        DELETE FROM account_recovery_code WHERE owner = :owner
        """;

    private static final String INSERT = """
        INSERT INTO account_recovery_code (owner, code_digest) VALUES (:owner, :digest)
        """;

    private static final String COUNT = """
        SELECT count(*) FROM account_recovery_code WHERE owner = :owner
        """;

    /** One of two that use a code at once gets no row. */
    private static final String TAKE = """
        DELETE FROM account_recovery_code c USING user_account u
        WHERE u.id = c.owner AND u.email_key = :emailKey AND c.code_digest = :digest
        RETURNING c.owner
        """;

    private final JdbcClient jdbc;

    RecoveryCodes(@OfAccounts JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** New ones in the place of all others; shown this once. */
    public List<String> renew(UUID owner) {
        jdbc.sql(DELETE).param("owner", owner).update();
        List<String> codes = RecoveryCode.next();
        codes.forEach(code -> jdbc.sql(INSERT)
                .param("owner", owner)
                .param("digest", Secrets.digest(code))
                .update());
        return codes.stream().map(RecoveryCode::shown).toList();
    }

    /** How many are left. */
    public int left(UUID owner) {
        return jdbc.sql(COUNT).param("owner", owner).query(Integer.class).single();
    }

    /**
     * Uses a code up.
     *
     * @param emailKey of the account's address
     * @param typed as the person typed it
     * @return whose it was; empty when there is no such account, or no such code of it
     */
    public Optional<UUID> take(String emailKey, String typed) {
        return jdbc.sql(TAKE)
                .param("emailKey", emailKey)
                .param("digest", Secrets.digest(RecoveryCode.read(typed)))
                .query(UUID.class)
                .optional();
    }
}
