package dev.kept.benchmarks;

import java.util.Arrays;

/** How long single calls took, in nanoseconds; filled by one thread, or joined from those of several. */
final class Latencies {

    private static final double MILLI = 1e6;

    private long[] nanos = new long[1_024];
    private int size;

    void add(long value) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = value;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.size; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return size;
    }

    /**
     * In milliseconds.
     *
     * @param share 0.5 for the median
     */
    double quantile(double share) {
        if (size == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        int place = Math.clamp((long) Math.ceil(share * size) - 1, 0, size - 1);
        return sorted[place] / MILLI;
    }
}
