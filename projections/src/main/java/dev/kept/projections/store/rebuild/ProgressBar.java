package dev.kept.projections.store.rebuild;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A rebuild's progress on a console: one line, written over and over. */
public final class ProgressBar implements Consumer<Progress> {

    private static final int WIDTH = 30;

    private final PrintWriter console;
    private Progress.@Nullable Phase shown;

    public ProgressBar(PrintWriter console) {
        this.console = console;
    }

    @Override
    public synchronized void accept(Progress progress) {
        if (shown != null && shown != progress.phase()) {
            console.println();
        }
        shown = progress.phase();
        console.print("\r" + line(progress));
        if (progress.phase() == Progress.Phase.DONE) {
            console.println();
        }
        console.flush();
    }

    static String line(Progress progress) {
        String what = switch (progress.phase()) {
            case PREPARING -> "Preparing new tables";
            case FILLING -> bar(progress);
            case INDEXING -> "Building indexes";
            case CATCHING_UP -> "Catching up: " + records(progress.total() - progress.done()) + " records left";
            case SWAPPING -> "Putting the new tables in place";
            case TIDYING_UP -> "Removing the old tables";
            case DONE -> "Rebuilt from " + records(progress.done()) + " records";
        };
        // Padded, so that nothing remains of a longer line before.
        return String.format(Locale.ROOT, "%-78s", what);
    }

    private static String bar(Progress progress) {
        double share = progress.total() == 0 ? 1 : Math.min(1, (double) progress.done() / progress.total());
        int full = (int) Math.round(share * WIDTH);
        return "[%s%s] %3d %%  %s of %s  %s/s%s"
                .formatted(
                        "#".repeat(full),
                        "-".repeat(WIDTH - full),
                        (int) (share * 100),
                        records(progress.done()),
                        records(progress.total()),
                        records(progress.perSecond()),
                        left(progress.left()));
    }

    private static String left(@Nullable Duration left) {
        return left == null ? "" : "  %d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
    }

    private static String records(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
