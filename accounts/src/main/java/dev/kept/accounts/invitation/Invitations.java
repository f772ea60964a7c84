package dev.kept.accounts.invitation;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.secrets.Secrets;
import dev.kept.accounts.services.ServicesAway;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which invitations let somebody sign up. By each one account is made, also when several people use it at once. */
@Component
public class Invitations implements Chore {

    /** Clocks differ: nothing is forgotten that another machine may still take for open. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final JdbcInvitations stored;
    private final LedgerInvitations ofLedgers;
    private final Clock clock;

    Invitations(JdbcInvitations stored, LedgerInvitations ofLedgers, @OfAccounts Clock clock) {
        this.stored = stored;
        this.ofLedgers = ofLedgers;
        this.clock = clock;
    }

    /**
     * Empty when it is not known, too old, taken back, or somebody used it before: whoever brings it is not told which.
     *
     * @throws ServicesAway when it leads to a ledger and the API does not answer
     */
    public Optional<Admission> admission(Brought brought) {
        return switch (brought) {
            case Brought.OfOperator(String secret) ->
                stored.open(Secrets.digest(secret), clock.instant()).map(Admission.class::cast);
            case Brought.ToLedger ledger ->
                stored.isSpent(ledger.ledger(), ledger.invitation()) ? Optional.empty() : ofLedgers.open(ledger);
        };
    }

    /**
     * Uses it up. Call it in the transaction that makes the account.
     *
     * @return false when it was used up meanwhile
     */
    public boolean spend(Admission admission) {
        return switch (admission) {
            case Admission.OfOperator operator -> stored.use(operator.id(), clock.instant());
            case Admission.ToLedger ledger -> stored.spend(ledger);
        };
    }

    @Override
    public void tidy() {
        stored.forget(clock.instant().minus(REMEMBERED));
    }
}
