package dev.kept.standalone;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that runs behind the real one at the same pace, and is moved forward in leaps until it has caught up. It never
 * goes back, because what has been recorded has its time.
 */
final class SimulatedClock extends Clock {

    private final Clock real;
    private volatile Duration behind;

    SimulatedClock(Clock real, Instant start) {
        this.real = real;
        this.behind = Duration.between(start, real.instant());
    }

    /** Leaps forward to that instant; does nothing when it is there already, or when the real time is not. */
    synchronized void leapTo(Instant instant) {
        Duration closer = Duration.between(instant, real.instant());
        if (closer.isNegative()) {
            catchUp();
        } else if (closer.compareTo(behind) < 0) {
            behind = closer;
        }
    }

    /** From now on it shows the real time. */
    synchronized void catchUp() {
        behind = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return real.instant().minus(behind);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    /** The same moments in another zone; leaps are seen there, too. */
    @Override
    public Clock withZone(ZoneId zone) {
        SimulatedClock here = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return here.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return here.withZone(other);
            }
        };
    }
}
