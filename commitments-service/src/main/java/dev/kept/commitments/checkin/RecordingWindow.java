package dev.kept.commitments.checkin;

import java.time.Duration;
import java.time.Instant;

/** How long after its end a check-in can be recorded before it counts as missed. */
public final class RecordingWindow {

    private static final Duration GRACE = Duration.ofDays(3);

    private RecordingWindow() {}

    /** The last instant of the window; after it a check-in about which nobody recorded anything is missed. */
    public static Instant end(Instant beginning, int minutes) {
        return beginning.plus(Duration.ofMinutes(minutes)).plus(GRACE);
    }
}
