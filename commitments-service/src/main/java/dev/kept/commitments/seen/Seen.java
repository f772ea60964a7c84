package dev.kept.commitments.seen;

import dev.kept.events.SeenEvent;
import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.SeenEvent.Range;
import java.util.List;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Who saw which entries. That somebody saw something need not be seen itself: such an entry counts as seen by everybody who is
 * here, or looking would never come to an end.
 *
 * @param by each member of a side who ever recorded it
 */
public record Seen(PMap<UUID, SeenRanges> by) {

    public static final Seen NONE = new Seen(HashTreePMap.empty());

    /** What a member had not seen before, of some ranges. */
    List<Range> unseen(UUID member, List<Range> ranges) {
        return by.getOrDefault(member, SeenRanges.NONE).missing(ranges);
    }

    /** @param at the sequence of the entry */
    public Seen evolve(SeenEvent event, long at) {
        return switch (event) {
            case EntriesSeen it -> {
                PMap<UUID, SeenRanges> next = by.plus(
                        it.member(),
                        by.getOrDefault(it.member(), SeenRanges.NONE).plus(it.ranges()));
                List<Range> itself = List.of(new Range(at, at));
                for (UUID member : next.keySet()) {
                    next = next.plus(
                            member, next.getOrDefault(member, SeenRanges.NONE).plus(itself));
                }
                yield new Seen(next);
            }
        };
    }
}
