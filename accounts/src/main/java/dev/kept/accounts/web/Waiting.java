package dev.kept.accounts.web;

import java.time.Duration;

/** Says how long to wait, to programs in seconds and to people in words. */
class Waiting {

    private static final long SECONDS_PER_MINUTE = 60;

    private Waiting() {}

    /** Rounded up: who comes back after it is let in. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    static String words(Duration wait) {
        long seconds = seconds(wait);
        return seconds < SECONDS_PER_MINUTE
                ? counted(seconds, "second")
                : counted((seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE, "minute");
    }

    private static String counted(long count, String unit) {
        return count == 1 ? "1 " + unit : count + " " + unit + "s";
    }
}
