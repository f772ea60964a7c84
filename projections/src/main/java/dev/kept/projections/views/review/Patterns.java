package dev.kept.projections.views.review;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.commitments.Standing.Line;
import dev.kept.projections.kinds.commitments.Standing.Notice;
import dev.kept.projections.views.review.ReviewAnswer.MissedDue;
import dev.kept.projections.views.review.ReviewAnswer.Misses;
import dev.kept.projections.views.review.ReviewAnswer.Renegotiation;
import dev.kept.projections.views.review.ReviewAnswer.Renegotiations;
import dev.kept.projections.views.review.ReviewAnswer.SideCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What was missed or renegotiated in a ledger, as plain counts with what stands behind them. */
final class Patterns {

    private final List<MissedDue> misses = new ArrayList<>();
    private final List<Renegotiation> renegotiations = new ArrayList<>();

    Patterns(List<Standing> commitments) {
        for (Standing commitment : commitments) {
            if (commitment.agreed()) {
                commitment.lines().forEach(line -> take(commitment, line));
            }
        }
        misses.sort(Comparator.comparingLong(MissedDue::entry));
        renegotiations.sort(Comparator.comparingLong(Renegotiation::entry));
    }

    private void take(Standing commitment, Line line) {
        Integer occurrence = commitment.recurring() ? line.occurrence() : null;
        for (Notice notice : line.notices()) {
            if (notice.miss()) {
                misses.add(new MissedDue(
                        commitment.commitment(),
                        commitment.title(),
                        occurrence,
                        commitment.promisor(),
                        new Due(notice.due(), line.zone()),
                        notice.entry(),
                        notice.notice()));
            } else {
                renegotiations.add(new Renegotiation(
                        commitment.commitment(),
                        commitment.title(),
                        occurrence,
                        commitment.promisor(),
                        notice.by(),
                        new Due(notice.due(), line.zone()),
                        notice.entry(),
                        notice.proposed(),
                        !notice.inTime(),
                        notice.notice()));
            }
        }
    }

    Misses misses() {
        return new Misses(
                count(misses, MissedDue::promisor, each -> true),
                count(misses, MissedDue::promisor, each -> each.notice() == null),
                Review.latest(misses));
    }

    Renegotiations renegotiations() {
        return new Renegotiations(
                count(renegotiations, Renegotiation::promisor, each -> true),
                count(renegotiations, Renegotiation::promisor, each -> each.notice() == null),
                count(renegotiations, Renegotiation::proposedBy, each -> true),
                count(renegotiations, Renegotiation::proposedBy, Renegotiation::afterDue),
                Review.latest(renegotiations));
    }

    private static <T> SideCounts count(List<T> all, Function<T, Side> sideOf, Predicate<T> which) {
        int a = 0;
        int b = 0;
        for (T each : all) {
            if (which.test(each)) {
                switch (sideOf.apply(each)) {
                    case A -> a++;
                    case B -> b++;
                }
            }
        }
        return new SideCounts(a, b, a + b);
    }
}
