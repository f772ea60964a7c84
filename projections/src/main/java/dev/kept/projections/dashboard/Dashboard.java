package dev.kept.projections.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kept.events.Side;
import dev.kept.projections.commitments.Figure;
import dev.kept.projections.commitments.Standing;
import dev.kept.projections.commitments.Week;
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

    /**
     * Counts commitments as they stand at an instant.
     *
     * @param zone decides in which week an instant lies
     */
    public static Dashboard of(Collection<Standing> commitments, Instant asOf, ZoneId zone) {
        SortedMap<Week, Tallies> weeks = new TreeMap<>();
        Tallies total = new Tallies();
        for (Standing commitment : commitments) {
            Figure.count(commitment, asOf, (occurrence, figure, due) -> {
                total.of(commitment.promisor()).one(figure);
                weeks.computeIfAbsent(Week.of(due, zone), week -> new Tallies())
                        .of(commitment.promisor())
                        .one(figure);
            });
        }
        List<OfWeek> byWeek = new ArrayList<>();
        Week current = Week.of(asOf, zone);
        weeks.forEach((week, tallies) -> {
            if (week.compareTo(current) <= 0) {
                byWeek.add(new OfWeek(week, tallies.numbers()));
            }
        });
        return new Dashboard(total.numbers(), current, byWeek);
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
