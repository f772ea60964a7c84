package dev.kept.accounts.web;

import dev.kept.wording.Messages;
import java.time.Duration;

/** Says how long to wait, to programs in seconds and to people in words. */
class Waiting {

    private static final long SECONDS_PER_MINUTE = 60;

    private Waiting() {}

    /** Rounded up: who comes back after it is let in. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    static String words(Duration wait, Messages messages) {
        long seconds = seconds(wait);
        return seconds < SECONDS_PER_MINUTE
                ? messages.text("accounts.seconds", seconds)
                : messages.text("accounts.minutes", (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE);
    }
}
