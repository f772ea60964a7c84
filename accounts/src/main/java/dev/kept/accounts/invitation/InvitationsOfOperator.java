package dev.kept.accounts.invitation;

import dev.kept.accounts.secrets.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes invitations that whoever runs Kept hands over or has mailed; each makes one account, within a week. */
public final class InvitationsOfOperator {

    /** So long somebody can sign up by one. */
    public static final Duration VALID = Duration.ofDays(7);

    private final JdbcInvitations stored;
    private final Clock clock;

    public InvitationsOfOperator(JdbcClient jdbc, Clock clock) {
        this.stored = new JdbcInvitations(jdbc);
        this.clock = clock;
    }

    /** @return the path and query of its link; only a digest of the secret in it is stored */
    public String make() {
        String secret = Secrets.next();
        stored.insert(UUID.randomUUID(), Secrets.digest(secret), clock.instant().plus(VALID));
        return Brought.PATH + secret;
    }

    /** The running service writes the mail soon, and tries again until a server has taken it. */
    public void mail(String email, Locale language) {
        Instant now = clock.instant();
        stored.insertMailed(UUID.randomUUID(), now.plus(VALID), email, language.toLanguageTag(), now);
    }
}
