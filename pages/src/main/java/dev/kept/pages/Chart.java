package dev.kept.pages;

import dev.kept.wording.Doc;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One side's weeks as stacked bars. Both sides' charts have the same axes, so that they can be laid side by side. What lies
 * across is in percent of the width, which is that of the page it stands on.
 *
 * @param weeks without a gap up to the current one, the last ones when there are more than half a year; none before the first
 * @param bar the width of one, in percent
 * @param most the most that a chart of so few weeks is stretched to, in pixels
 */
record Chart(List<Week> weeks, List<Bar> bars, List<Tick> ticks, List<Grid> grid, double bar, int most, int height) {

    private static final int MOST_WEEKS = 26;
    private static final double LEFT = 4;
    private static final int WIDE = 56;
    private static final int TICKS = 6;
    private static final int PLOT = 120;
    private static final int TOP = 10;
    private static final int BELOW = 26;

    /** A week's numbers, as the table says them. */
    public record Week(LocalDate monday, String name, int kept, int late, int missed, int excused) {
        public int sum() {
            return kept + late + missed + excused;
        }
    }

    /** @param figure what it counts, as the API names it */
    public record Bar(double x, int y, int height, String tone, int count, String figure) {}

    public record Tick(double x, LocalDate monday) {}

    public record Grid(int y, int value) {}

    /** @param today in the current week, with which the chart ends */
    static Chart of(Doc dashboard, String side, LocalDate today) {
        return of(dashboard, side, side.equals("A") ? "B" : "A", today);
    }

    /** @param other the side whose chart has the same axes */
    static Chart of(Doc dashboard, String side, String other, LocalDate today) {
        LocalDate current = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<Week> weeks = weeks(dashboard, side, current);
        int most = Math.max(2, highest(dashboard, List.of(side, other), current));
        double step = (100 - LEFT) / Math.max(1, weeks.size());
        double bar = step * 5 / 8;
        List<Bar> bars = new ArrayList<>();
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < weeks.size(); i++) {
            Week week = weeks.get(i);
            double x = LEFT + i * step + (step - bar) / 2;
            int floor = TOP + PLOT;
            floor = stack(bars, x, floor, week.kept(), most, "kept");
            floor = stack(bars, x, floor, week.late(), most, "keptLate");
            floor = stack(bars, x, floor, week.missed(), most, "missed");
            stack(bars, x, floor, week.excused(), most, "excused");
            if (i % Math.max(1, (weeks.size() + TICKS - 1) / TICKS) == 0) {
                ticks.add(new Tick(LEFT + i * step + step / 2, week.monday()));
            }
        }
        List<Grid> grid = List.of(
                new Grid(TOP + PLOT, 0),
                new Grid(TOP + PLOT - PLOT * (most / 2) / most, most / 2),
                new Grid(TOP, most));
        return new Chart(weeks, bars, ticks, grid, bar, WIDE * (weeks.size() + 1), TOP + PLOT + BELOW);
    }

    private static int stack(List<Bar> bars, double x, int floor, int count, int most, String figure) {
        if (count == 0) {
            return floor;
        }
        int height = PLOT * count / most;
        // A hair between two parts, so that they are told apart without colour.
        String tone = figure.equals("keptLate") ? "kept-late" : figure;
        bars.add(new Bar(x, floor - height, Math.max(1, height - 1), tone, count, figure));
        return floor - height;
    }

    private static List<Week> weeks(Doc dashboard, String side, LocalDate current) {
        Map<LocalDate, Week> byMonday = new LinkedHashMap<>();
        for (Doc week : dashboard.list("weeks")) {
            LocalDate monday = LocalDate.parse(week.string("monday"));
            Doc numbers = week.at(side);
            byMonday.put(
                    monday,
                    new Week(
                            monday,
                            week.string("week"),
                            (int) numbers.number("kept"),
                            (int) numbers.number("keptLate"),
                            (int) numbers.number("missed"),
                            (int) numbers.number("excused")));
        }
        List<Week> filled = new ArrayList<>();
        if (!byMonday.isEmpty()) {
            LocalDate first =
                    byMonday.keySet().stream().min(LocalDate::compareTo).orElseThrow();
            for (LocalDate monday = first; !monday.isAfter(current); monday = monday.plusWeeks(1)) {
                filled.add(byMonday.getOrDefault(monday, new Week(monday, "", 0, 0, 0, 0)));
            }
        }
        return filled.subList(Math.max(0, filled.size() - MOST_WEEKS), filled.size());
    }

    private static int highest(Doc dashboard, List<String> sides, LocalDate current) {
        int most = 0;
        for (String side : sides) {
            for (Week week : weeks(dashboard, side, current)) {
                most = Math.max(most, week.sum());
            }
        }
        return most % 2 == 0 ? most : most + 1;
    }
}
