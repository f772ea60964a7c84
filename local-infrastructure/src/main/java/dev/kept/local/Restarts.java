package dev.kept.local;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starting again what ended untold: it may end once more while it starts, and what keeps it from starting may pass. */
final class Restarts {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private Restarts() {}

    /**
     * Tries until it is done, with pauses that grow.
     *
     * @param ended the process to replace
     * @param start replaces it, and returns null when nothing is left to do, else the process that the next attempt has to replace
     */
    static <P> void until(P ended, Function<P, @Nullable P> start) {
        Duration pause = FIRST_PAUSE;
        for (P last = start.apply(ended); last != null; last = start.apply(last)) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
