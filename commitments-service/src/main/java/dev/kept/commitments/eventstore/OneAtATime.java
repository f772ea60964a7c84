package dev.kept.commitments.eventstore;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs what counts first and inserts then, one after the other for each owner: else a limit does not hold when many ask at once.
 */
public final class OneAtATime {

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public OneAtATime(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Does the work in a transaction of its own.
     *
     * @param limit which limit it is about, e.g. {@code drafts}
     * @param owner whose things are counted
     */
    public <T> T of(String limit, UUID owner, Supplier<T> work) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                jdbc.sql(LOCK).param("what", limit + " of " + owner).query().singleRow();
                return work.get();
            }));
        } catch (CannotCreateTransactionException e) {
            throw new DataAccessResourceFailureException("no connection", e);
        }
    }
}
