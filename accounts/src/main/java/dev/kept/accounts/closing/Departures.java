package dev.kept.accounts.closing;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Round;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Leaves the ledgers of closed accounts and has their owners' settings forgotten, again and again until it has worked, and once more when
 * nothing that the person got before can act any more. See ADR 107.
 */
@Component
class Departures implements Round {

    private static final Logger log = LoggerFactory.getLogger(Departures.class);

    private static final int AT_ONCE = 20;
    /** Longer than many ledgers take. */
    private static final Duration TAKEN_UP_AGAIN = Duration.ofMinutes(10);

    /** Read models follow what was recorded just before. */
    private static final Duration LOOKED_AGAIN = Duration.ofSeconds(15);

    /** Longer than an access token is good for. */
    private static final Duration LAST_LOOK = Duration.ofMinutes(65);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 9;

    private final JdbcClosedAccounts closed;
    private final Farewell farewell;
    private final Clock clock;

    Departures(JdbcClosedAccounts closed, Farewell farewell, @OfAccounts Clock clock) {
        this.closed = closed;
        this.farewell = farewell;
        this.clock = clock;
    }

    @Override
    public void run() {
        for (UUID id : closed.due(clock.instant(), AT_ONCE)) {
            Instant now = clock.instant();
            JdbcClosedAccounts.Claimed claimed =
                    closed.claim(id, now, now.plus(TAKEN_UP_AGAIN)).orElse(null);
            if (claimed != null) {
                depart(id, claimed);
            }
        }
    }

    private void depart(UUID id, JdbcClosedAccounts.Claimed claimed) {
        Farewell.Outcome outcome = farewell.say(id);
        Instant now = clock.instant();
        Instant lastLook = claimed.closedAt().plus(LAST_LOOK);
        switch (outcome) {
            case SAID -> closed.worked(id, now.plus(LOOKED_AGAIN));
            case NOTHING_LEFT -> {
                if (now.isBefore(lastLook)) {
                    closed.worked(id, lastLook);
                } else {
                    closed.done(id);
                }
            }
            case FAILED -> {
                log.warn("What follows from a closed account is tried again: attempt {}", claimed.failures());
                closed.failed(id, now.plus(pause(claimed.failures())));
            }
        }
    }

    /** Twice as long after each failure, up to an hour. */
    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1, 0, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
