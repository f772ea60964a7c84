package dev.kept.commitments.reconcile;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells on the console, once a second, how far it has come, how fast, and how long it still takes. */
final class ConsoleProgress {

    private static final long EACH = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter console;
    private final String what;
    private final long total;
    private final long began = System.nanoTime();
    private long done;
    private long printed = began;

    ConsoleProgress(PrintWriter console, String what, long total) {
        this.console = console;
        this.what = what;
        this.total = total;
    }

    void add(long count) {
        done += count;
        long now = System.nanoTime();
        if (now - printed >= EACH) {
            printed = now;
            double rate = done / ((now - began) / 1e9);
            long left = Math.round(Math.max(0, total - done) / Math.max(rate, 1e-9));
            console.printf(
                    Locale.ROOT,
                    "%s: %,d of %,d (%d %%), %,.0f/s, %d:%02d min left%n",
                    what,
                    done,
                    total,
                    total == 0 ? 100 : Math.min(100, done * 100 / total),
                    rate,
                    left / 60,
                    left % 60);
            console.flush();
        }
    }
}
