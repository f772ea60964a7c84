package dev.kept.projections.heads;

import dev.kept.http.Problem;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets a reader wait until the read side knows what the reader has written. */
final class Freshness {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One row, whether the ledger is known or not; {@code head} only for whoever is or was among its people. */
    private static final String SEEN = """
        select coalesce(max(l.head), -1) as head
          from membership m
          join ledger l using (ledger_id)
         where m.ledger_id = ? and m.member = ?
        """;

    private final Heads heads;
    private final JdbcClient sql;

    Freshness(Heads heads, DataSource dataSource) {
        this.heads = heads;
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * Returns when the ledger is known up to the sequence, to somebody who belongs or once belonged to it. Everybody else waits
     * in vain, as one does for a ledger that does not exist: time must not tell the one from the other.
     *
     * @throws Problem 503 after five seconds
     */
    @SuppressWarnings("try")
    void await(UUID ledger, UUID reader, long atLeast) {
        if (seen(ledger, reader) >= atLeast) {
            return;
        }
        Semaphore news = new Semaphore(1);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Heads.Watching watching = heads.watch(ledger, news::release)) {
            while (news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
                if (seen(ledger, reader) >= atLeast) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problem.temporarilyUnavailable(
                        "The read side is not yet as far as Kept-At-Least asks; please try again.",
                        Duration.ofSeconds(1))
                .withFact("atLeast", atLeast);
    }

    private long seen(UUID ledger, UUID reader) {
        return sql.sql(SEEN).param(ledger).param(reader).query(Long.class).single();
    }
}
