package dev.kept.commitments.web;

import dev.kept.commitments.eventstore.OneAtATime;
import dev.kept.http.Problem;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many ledgers each person has opened. Counted before the ledger is opened, in a transaction of its own: an opening that fails then
 * counts too.
 */
@Component
class LedgerOpenings {

    private static final String TAKE = """
        INSERT INTO commitments.ledger_opening (ledger_id, person_id, opened_at)
        SELECT :ledger, :person, now()
        WHERE (SELECT count(*) FROM commitments.ledger_opening WHERE person_id = :person) < :most
        ON CONFLICT (ledger_id) DO NOTHING
        """;

    private static final String TAKEN =
            "SELECT EXISTS (SELECT FROM commitments.ledger_opening WHERE ledger_id = :ledger)";

    private final JdbcClient jdbc;
    private final OneAtATime oneAtATime;
    private final int most;

    LedgerOpenings(
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            @Value("${kept.limits.ledgers-of-a-person:1000}") int most) {
        this.jdbc = JdbcClient.create(dataSource);
        this.oneAtATime = new OneAtATime(dataSource);
        this.most = most;
    }

    /**
     * Counts one more, or the same again.
     *
     * @throws Problem 409 when the person has opened as many as one may
     */
    void take(UUID person, UUID ledger) {
        boolean taken = oneAtATime.of("ledgers", person, () -> isTaken(ledger) || isAdded(person, ledger));
        if (!taken) {
            throw Problem.of(
                            409,
                            "too-many-ledgers",
                            "Too many ledgers",
                            "You have opened " + most + " ledgers, which is as many as there may be.")
                    .withFact("most", most);
        }
    }

    private boolean isTaken(UUID ledger) {
        return jdbc.sql(TAKEN).param("ledger", ledger).query(Boolean.class).single();
    }

    private boolean isAdded(UUID person, UUID ledger) {
        return jdbc.sql(TAKE)
                        .param("ledger", ledger)
                        .param("person", person)
                        .param("most", most)
                        .update()
                == 1;
    }
}
