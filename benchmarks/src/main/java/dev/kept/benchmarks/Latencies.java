package dev.kept.benchmarks;

import org.HdrHistogram.Histogram;

/** How long single calls took, in nanoseconds to three digits; filled by one thread, or joined from those of several. */
final class Latencies {

    private static final double MILLI = 1e6;
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(DIGITS);

    void add(long nanos) {
        histogram.recordValue(nanos);
    }

    void addAll(Latencies others) {
        histogram.add(others.histogram);
    }

    int count() {
        return Math.toIntExact(histogram.getTotalCount());
    }

    /**
     * In milliseconds.
     *
     * @param share 0.5 for the median
     */
    double quantile(double share) {
        if (count() == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        return histogram.getValueAtPercentile(100 * share) / MILLI;
    }
}
