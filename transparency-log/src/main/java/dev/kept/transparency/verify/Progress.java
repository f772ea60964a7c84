package dev.kept.transparency.verify;

import java.io.PrintStream;
import java.util.Locale;

/** Says every two seconds how far a long check is. */
final class Progress {

    private static final long EVERY = 2_000_000_000L;

    private final PrintStream out;
    private final long entries;
    private final long begun = System.nanoTime();
    private long said = begun;

    Progress(PrintStream out, long entries) {
        this.out = out;
        this.entries = entries;
    }

    void at(long entry) {
        long now = System.nanoTime();
        if (now - said < EVERY) {
            return;
        }
        said = now;
        double rate = Math.max(1, entry / ((now - begun) / 1e9));
        out.printf(
                Locale.ROOT,
                "%,d of %,d entries, %,.0f a second, about %,.0f s left%n",
                entry,
                entries,
                rate,
                Math.ceil((entries - entry) / rate));
    }
}
