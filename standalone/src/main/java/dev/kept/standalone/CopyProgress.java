package dev.kept.standalone;

import java.io.PrintWriter;
import java.util.Locale;

/** How far a copy has come, on a line that is written over and over: rate and time left. */
final class CopyProgress {

    private static final long OFTEN_NANOS = 500_000_000;
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final double BYTES_IN_A_MEGABYTE = 1e6;

    private final PrintWriter console;
    private final long began = System.nanoTime();
    private long shown;

    CopyProgress(PrintWriter console) {
        this.console = console;
        this.shown = began;
    }

    void copied(long bytes, long total) {
        long now = System.nanoTime();
        if (now - shown < OFTEN_NANOS) {
            return;
        }
        shown = now;
        double perSecond = bytes / ((now - began) / NANOS_IN_A_SECOND);
        long left = perSecond == 0 ? 0 : (long) ((total - bytes) / perSecond);
        console.print(String.format(
                Locale.ROOT,
                "\rCopied %s of about %s, %s/s, %d:%02d left   ",
                megabytes(bytes),
                megabytes(total),
                megabytes((long) perSecond),
                left / 60,
                left % 60));
        console.flush();
    }

    void end() {
        if (shown != began) {
            console.println();
        }
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / BYTES_IN_A_MEGABYTE);
    }
}
