package dev.kept.projections.store.heads;

import dev.kept.http.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets a reader wait until the read side knows what the reader has written. */
final class Freshness {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String HALTED = "ledger-halted";
    private static final Duration RETRY_HALTED = Duration.ofMinutes(1);

    /** One row, whether the ledger is known or not; anything in it only for whoever is or was among the ledger's people. */
    private static final String SEEN = """
        select coalesce(max(l.head), -1) as head, max(h.expected) as expected
          from membership m
          join ledger l using (ledger_id)
          left join halted h using (ledger_id)
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
     * @throws Problem 503 {@code ledger-halted} at once when the read side cannot go on with the ledger, 503
     *     {@code temporarily-unavailable} after five seconds
     */
    void await(UUID ledger, UUID reader, long atLeast) {
        await(ledger, reader, atLeast, System.nanoTime() + PATIENCE.toNanos());
    }

    /**
     * As {@link #await(UUID, UUID, long)} for each ledger, within five seconds for all of them. A halted ledger is not waited for: it
     * must not keep its people from their others.
     */
    void awaitAll(Map<UUID, Long> heads, UUID reader) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        heads.forEach((ledger, atLeast) -> {
            try {
                await(ledger, reader, atLeast, deadline);
            } catch (Problem problem) {
                if (!problem.code().equals(HALTED)) {
                    throw problem;
                }
            }
        });
    }

    @SuppressWarnings("try")
    private void await(UUID ledger, UUID reader, long atLeast, long deadline) {
        if (knows(ledger, reader, atLeast)) {
            return;
        }
        Semaphore news = new Semaphore(1);
        try (Heads.Watching watching = heads.watch(ledger, news::release)) {
            while (news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
                if (knows(ledger, reader, atLeast)) {
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

    private boolean knows(UUID ledger, UUID reader, long atLeast) {
        Seen seen = sql.sql(SEEN)
                .param(ledger)
                .param(reader)
                .query((row, number) -> new Seen(row.getLong("head"), row.getObject("expected", Long.class)))
                .single();
        if (seen.head() < atLeast && seen.expected() != null) {
            throw halted(seen.head(), seen.expected()).withFact("atLeast", atLeast);
        }
        return seen.head() >= atLeast;
    }

    private static Problem halted(long head, long expected) {
        return Problem.of(
                        503,
                        HALTED,
                        "Ledger halted",
                        "This ledger is shown up to entry " + head + " only: entry " + expected
                                + " is missing or cannot be read here. Nothing is lost; the operator has to repair it.")
                .withFacts(Map.of("head", head, "expected", expected))
                .retryAfter(RETRY_HALTED);
    }

    /** @param expected the entry that a halted ledger waits for */
    private record Seen(long head, @Nullable Long expected) {}
}
