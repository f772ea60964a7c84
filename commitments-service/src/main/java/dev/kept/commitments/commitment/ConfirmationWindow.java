package dev.kept.commitments.commitment;

import java.time.Duration;
import java.time.Instant;

/** How long a delivery waits for an answer. A day of the window is 24 hours, wherever the parties are. */
public final class ConfirmationWindow {

    private ConfirmationWindow() {}

    /** The last instant of the window; after it a delivery nobody answered counts as not contested. */
    public static Instant end(Instant delivered, int days) {
        return delivered.plus(Duration.ofDays(days));
    }
}
