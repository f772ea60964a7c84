package dev.kept.commitments.seen;

import dev.kept.events.SeenEvent.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A set of sequences. Most often one range, for people read from the beginning on.
 *
 * @param all ascending, none touching the next
 */
record SeenRanges(PVector<Range> all) {

    static final SeenRanges NONE = new SeenRanges(TreePVector.empty());

    /** Those of the ranges' sequences that are not in the set, as ranges in order. */
    List<Range> missing(List<Range> wanted) {
        List<Range> missing = new ArrayList<>();
        for (Range range : joined(wanted)) {
            long next = range.from();
            for (Range seen : all) {
                if (seen.to() < next) {
                    continue;
                }
                if (seen.from() > range.to()) {
                    break;
                }
                if (seen.from() > next) {
                    missing.add(new Range(next, seen.from() - 1));
                }
                next = seen.to() + 1;
            }
            if (next <= range.to()) {
                missing.add(new Range(next, range.to()));
            }
        }
        return missing;
    }

    SeenRanges plus(List<Range> more) {
        if (more.size() == 1 && !all.isEmpty()) {
            Range last = all.getLast();
            Range added = more.getFirst();
            // The usual case, without looking at what lies further back.
            if (added.from() == last.to() + 1) {
                return new SeenRanges(all.with(all.size() - 1, new Range(last.from(), added.to())));
            }
            if (added.from() > last.to()) {
                return new SeenRanges(all.plus(added));
            }
        }
        List<Range> both = new ArrayList<>(all);
        both.addAll(more);
        return new SeenRanges(TreePVector.from(joined(both)));
    }

    /** The same sequences in as few ranges as possible. */
    private static List<Range> joined(List<Range> ranges) {
        List<Range> joined = new ArrayList<>();
        for (Range range :
                ranges.stream().sorted(Comparator.comparingLong(Range::from)).toList()) {
            Range last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && range.from() <= last.to() + 1) {
                joined.set(joined.size() - 1, new Range(last.from(), Math.max(last.to(), range.to())));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }
}
