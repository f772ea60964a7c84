package dev.kept.accounts.sessions;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.secrets.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-ins at the provider. A session opens pages here for half an hour after it was last used in its browser; its row lives on as long
 * as something that it granted does, so that signing out ends that too.
 */
@Component
public class BrowserSessions implements Chore {

    /** So many a person may have at once; one more ends the oldest. */
    public static final int MOST = 20;

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration SEEN_AGAIN_AFTER = Duration.ofMinutes(1);

    /** @param secret what the browser's cookie holds, stored here as a digest alone */
    public record Begun(UUID id, String secret) {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * A session as its owner tells it from others.
     *
     * @param browser in which browser and on which system it is; null when that is not known
     * @param lastSeenAt when its browser last came here, or Kept's pages last renewed what it granted
     */
    public record OpenSession(UUID id, @Nullable String browser, Instant begunAt, Instant lastSeenAt) {}

    /** A session that is still good. */
    public record Known(UUID id, UUID owner) {}

    private final JdbcBrowserSessions sessions;
    private final Clock clock;

    BrowserSessions(JdbcBrowserSessions sessions, @OfAccounts Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Those of a database, without the service. */
    public static BrowserSessions in(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        return new BrowserSessions(new JdbcBrowserSessions(jdbc, transactions), clock);
    }

    /** @param browser what the person tells it apart by; null when that is not known */
    public Begun begin(UUID owner, @Nullable String browser) {
        Begun begun = new Begun(UUID.randomUUID(), Secrets.next());
        sessions.insert(begun.id(), owner, Secrets.digest(begun.secret()), browser, clock.instant(), MOST);
        return begun;
    }

    /** Empty when there is none of this secret, or it was not used for too long. */
    public Optional<Known> find(String secret) {
        Instant now = clock.instant();
        return sessions.find(Secrets.digest(secret), now.minus(IDLE)).map(row -> {
            if (row.seenAt().isBefore(now.minus(SEEN_AGAIN_AFTER))) {
                sessions.seen(row.known().id(), now);
            }
            return row.known();
        });
    }

    /** The person's sessions that still open something, the one seen last first. */
    public List<OpenSession> of(UUID owner) {
        Instant now = clock.instant();
        return sessions.of(owner, now.minus(IDLE), now);
    }

    /** Ends the session and all that it granted; false when it ended already, or is not the person's. */
    public boolean end(UUID id, UUID owner) {
        return sessions.delete(id, owner);
    }

    /** Ends all of the person's sessions but one, and all that they granted. */
    public void endOthers(UUID owner, UUID kept) {
        sessions.deleteAllBut(owner, kept);
        sessions.deleteGrantsWithoutSession(owner);
    }

    /** Ends all of the person's sessions, and all that they granted. */
    public void endAll(UUID owner) {
        sessions.deleteAll(owner);
        sessions.deleteGrantsWithoutSession(owner);
    }

    /** Ends what the person was granted before sessions had ids. */
    public void endWithoutId(UUID owner) {
        sessions.deleteGrantsWithoutSession(owner);
    }

    @Override
    public void tidy() {
        sessions.deleteUnused(clock.instant().minus(IDLE));
    }
}
