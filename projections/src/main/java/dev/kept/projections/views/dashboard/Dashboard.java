package dev.kept.projections.views.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kept.events.Side;
import dev.kept.projections.kinds.commitments.Figure;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.commitments.Week;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of one ledger, in total and by week: of the judged due for what was kept, kept late or missed, of the original due for
 * the rate on original dates, of the due concerned for the notice rate, of the due in force for everything else.
 *
 * @param current the week it speaks of
 * @param weeks those in which something counts, in order, none of them after the current one
 */
public record Dashboard(BySide total, Week current, List<OfWeek> weeks) {

    public Dashboard {
        weeks = List.copyOf(weeks);
    }

    /** The same numbers for each side's promises and for both together. */
    public record BySide(
            @JsonProperty("A") Numbers a, @JsonProperty("B") Numbers b, Numbers both) {}

    public record OfWeek(Week week, BySide numbers) {}

    /** Counts commitments one after the other, as they stand at an instant. */
    static final class Count {
        private final Instant asOf;
        private final ZoneId zone;
        private final SortedMap<Week, Tallies> weeks = new TreeMap<>();
        private final Tallies total = new Tallies();

        /** @param zone decides in which week an instant lies */
        Count(Instant asOf, ZoneId zone) {
            this.asOf = asOf;
            this.zone = zone;
        }

        void add(Standing commitment) {
            Figure.count(commitment, asOf, (occurrence, figure, due) -> {
                total.of(commitment.promisor()).one(figure);
                weeks.computeIfAbsent(Week.of(due, zone), week -> new Tallies())
                        .of(commitment.promisor())
                        .one(figure);
            });
        }

        Dashboard dashboard() {
            Week current = Week.of(asOf, zone);
            List<OfWeek> byWeek = new ArrayList<>();
            weeks.forEach((week, tallies) -> {
                if (week.compareTo(current) <= 0) {
                    byWeek.add(new OfWeek(week, tallies.numbers()));
                }
            });
            return new Dashboard(total.numbers(), current, byWeek);
        }
    }

    /** All of them at once. */
    static Dashboard of(Collection<Standing> commitments, Instant asOf, ZoneId zone) {
        Count count = new Count(asOf, zone);
        commitments.forEach(count::add);
        return count.dashboard();
    }

    private record Tallies(Tally a, Tally b) {
        Tallies() {
            this(new Tally(), new Tally());
        }

        Tally of(Side side) {
            return switch (side) {
                case A -> a;
                case B -> b;
            };
        }

        BySide numbers() {
            Tally both = new Tally();
            both.add(a);
            both.add(b);
            return new BySide(a.numbers(), b.numbers(), both.numbers());
        }
    }
}
