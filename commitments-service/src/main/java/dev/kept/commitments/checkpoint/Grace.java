package dev.kept.commitments.checkpoint;

import java.time.Duration;
import java.time.Instant;

/** The days in which people may record that a checkpoint took place, before it counts as missed. */
public final class Grace {

    private static final Duration DAYS = Duration.ofDays(3);

    private Grace() {}

    /**
     * The last instant at which it is not missed yet.
     *
     * @param planned when it was to take place
     */
    public static Instant end(Instant planned) {
        return planned.plus(DAYS);
    }
}
