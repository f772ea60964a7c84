package dev.kept.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** What became of the processors' time, as Linux counts it: on a machine that others share, numbers need that beside them. */
final class Processors {

    private static final Path COUNTED = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;
    private static final int COUNTERS = 8;

    private long[] before = counted();

    /** Since the last time it was asked; empty where nothing is counted. */
    String sinceLast() {
        long[] now = counted();
        long[] spent = new long[COUNTERS];
        for (int i = 0; i < COUNTERS; i++) {
            spent[i] = now[i] - before[i];
        }
        before = now;
        long all = Arrays.stream(spent).sum();
        return all == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "Of the processors' time %.0f %% was idle meanwhile, and %.0f %% was taken by the host for others.",
                        100.0 * (spent[IDLE] + spent[WAITING]) / all,
                        100.0 * spent[STOLEN] / all);
    }

    private static long[] counted() {
        try {
            String[] first = Files.readAllLines(COUNTED).getFirst().split("\\s+");
            return Arrays.stream(first)
                    .skip(1)
                    .limit(COUNTERS)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            return new long[COUNTERS];
        }
    }
}
