package dev.kept.projections.views.dashboard;

import dev.kept.projections.kinds.commitments.Figure;
import dev.kept.projections.kinds.commitments.Standing;
import java.time.Instant;

/** Numbers while they are counted. Not for several threads. */
public final class Tally {

    private final int[] counts = new int[Figure.values().length];

    /** Counts every occurrence of a commitment as it stands at an instant. */
    public void add(Standing commitment, Instant asOf) {
        Figure.count(commitment, asOf, (occurrence, figure, due) -> one(figure));
    }

    public void add(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    void one(Figure figure) {
        counts[figure.ordinal()]++;
    }

    public Numbers numbers() {
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

    private int of(Figure figure) {
        return counts[figure.ordinal()];
    }
}
