package dev.kept.projections.dashboard;

import dev.kept.projections.commitments.Figure;
import java.util.List;

/**
 * What became of promises. Occurrences of recurring commitments count one by one.
 *
 * @param keptOnAgreedDates kept on time of kept on time, kept late and missed, against the last agreed due
 * @param keptOnOriginalDates the same against the first due, of those whose first due has come
 * @param notice misses and renegotiations announced before the due they are about, of all of them
 * @param kept on time
 * @param keptLate delivered after the due, or after a miss was admitted
 * @param missed and neither made good nor excused
 * @param awaitingConfirmation delivered, in time or late, and neither confirmed nor disputed yet
 */
public record Numbers(
        Share keptOnAgreedDates,
        Share keptOnOriginalDates,
        Share notice,
        int kept,
        int keptLate,
        int missed,
        int open,
        int awaitingConfirmation,
        int disputed,
        int excused,
        int released,
        int withdrawn) {

    /** Counts while they are taken, by figure. */
    static final class Counter {
        private final int[] counts = new int[Figure.values().length];

        void one(Figure figure) {
            counts[figure.ordinal()]++;
        }

        private int of(Figure figure) {
            return counts[figure.ordinal()];
        }

        static Numbers sum(List<Counter> counters) {
            Counter sum = new Counter();
            for (Counter counter : counters) {
                for (int i = 0; i < sum.counts.length; i++) {
                    sum.counts[i] += counter.counts[i];
                }
            }
            return sum.numbers();
        }

        private Numbers numbers() {
            return new Numbers(
                    Share.of(of(Figure.AGREED_KEPT), of(Figure.AGREED)),
                    Share.of(of(Figure.ORIGINAL_KEPT), of(Figure.ORIGINAL)),
                    Share.of(of(Figure.ANNOUNCED), of(Figure.NOTICES)),
                    of(Figure.KEPT),
                    of(Figure.KEPT_LATE),
                    of(Figure.MISSED),
                    of(Figure.OPEN),
                    of(Figure.AWAITING_CONFIRMATION),
                    of(Figure.DISPUTED),
                    of(Figure.EXCUSED),
                    of(Figure.RELEASED),
                    of(Figure.WITHDRAWN));
        }
    }
}
