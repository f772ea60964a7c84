package dev.kept.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says what is being measured, how fast it goes and how long it will go on. */
final class Console {

    private static final long SAID_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final long began = System.nanoTime();
    private double planned;
    private double done;
    private long said;

    Console(PrintStream out) {
        this.out = out;
    }

    /** @param seconds about how long all that is still to be measured will take */
    synchronized void plan(double seconds) {
        planned += seconds;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * A part of the plan is done.
     *
     * @param seconds as planned for it
     * @param what what was measured, and what came out
     */
    synchronized void done(double seconds, String what) {
        done += seconds;
        said = System.nanoTime();
        say("[%3.0f %%, %s left] %s".formatted(percent(), left(), what));
    }

    /** Something long goes on; said every few seconds at most. */
    synchronized void under(String what, long count, long of, long sinceNanos) {
        long now = System.nanoTime();
        if (now - said < SAID_AGAIN_NANOS) {
            return;
        }
        said = now;
        double rate = count * 1e9 / Math.max(1, now - sinceNanos);
        say(String.format(
                Locale.ROOT,
                "[%3.0f %%, %s left] %s: %,d of %,d, %,.0f/s, %s to go",
                percent(),
                left(),
                what,
                count,
                of,
                rate,
                rate == 0 ? "unknown" : clock((of - count) / rate)));
    }

    private double percent() {
        return planned == 0 ? 0 : 100 * Math.min(1, done / planned);
    }

    /** By what was planned at first; once a tenth is done, by how that went. */
    private String left() {
        double elapsed = (System.nanoTime() - began) / 1e9;
        double pace = done < planned / 10 ? 1 : elapsed / done;
        return clock(Math.max(0, planned - done) * pace);
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return "%d:%02d".formatted(whole / 60, whole % 60);
    }
}
