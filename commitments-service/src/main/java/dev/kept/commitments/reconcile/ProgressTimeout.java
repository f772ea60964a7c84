package dev.kept.commitments.reconcile;

import java.time.Duration;

/** How long something may take without any progress; used by one thread. */
final class ProgressTimeout {

    private final long nanos;
    private long since = System.nanoTime();

    ProgressTimeout(Duration duration) {
        this.nanos = duration.toNanos();
    }

    /** It has gone on: the time counts from now. */
    void renew() {
        since = System.nanoTime();
    }

    boolean isLeft() {
        return System.nanoTime() - since < nanos;
    }
}
