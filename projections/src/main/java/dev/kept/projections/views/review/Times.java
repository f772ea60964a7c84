package dev.kept.projections.views.review;

import dev.kept.events.Side;
import dev.kept.projections.views.review.ReviewAnswer.AnsweredKind;
import dev.kept.projections.views.review.ReviewAnswer.ResponseTime;
import dev.kept.projections.views.review.ReviewAnswer.ResponseTimes;
import dev.kept.projections.views.review.ReviewAnswer.ResponseTimesOfKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects how long answers took. */
final class Times {

    private static final double MILLIS_OF_HOUR = Duration.ofHours(1).toMillis();

    private record Took(AnsweredKind what, Side side, long millis) {}

    private final List<Took> all = new ArrayList<>();

    void took(AnsweredKind what, Side side, long millis) {
        all.add(new Took(what, side, millis));
    }

    ResponseTimes summary() {
        return new ResponseTimes(
                of(took -> took.side() == Side.A),
                of(took -> took.side() == Side.B),
                Stream.of(AnsweredKind.values()).map(this::ofKind).toList());
    }

    private ResponseTimesOfKind ofKind(AnsweredKind what) {
        return new ResponseTimesOfKind(
                what,
                of(took -> took.what() == what && took.side() == Side.A),
                of(took -> took.what() == what && took.side() == Side.B));
    }

    private ResponseTime of(Predicate<Took> which) {
        long[] sorted =
                all.stream().filter(which).mapToLong(Took::millis).sorted().toArray();
        return new ResponseTime(sorted.length, medianHours(sorted));
    }

    private static @Nullable Double medianHours(long[] sorted) {
        if (sorted.length == 0) {
            return null;
        }
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        double hours = (sorted[lower] + sorted[upper]) / 2.0 / MILLIS_OF_HOUR;
        return Math.round(hours * 100) / 100.0;
    }
}
