package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.wording.Doc;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChartTest {

    /** A Sunday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

    private static Chart chart(String... mondays) {
        String weeks = Stream.of(mondays).map(monday -> """
            {"week":"","monday":"%s","A":{"kept":1,"keptLate":0,"missed":2,"excused":0},"B":{}}\
            """.formatted(monday)).collect(Collectors.joining(","));
        return Chart.of(Doc.read("{\"weeks\":[" + weeks + "]}"), "A", TODAY);
    }

    @Test
    void ends_with_the_current_week_although_nothing_was_due_in_it() {
        assertThat(chart("2026-11-02", "2026-11-09").weeks())
                .extracting(Chart.Week::monday)
                .containsExactly(
                        LocalDate.of(2026, 11, 2),
                        LocalDate.of(2026, 11, 9),
                        LocalDate.of(2026, 11, 16),
                        LocalDate.of(2026, 11, 23));
    }

    @Test
    void has_the_last_half_year() {
        Chart chart = chart("2024-01-01", "2026-11-23");

        assertThat(chart.weeks()).hasSize(26);
        assertThat(chart.weeks().getLast().monday()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(chart.weeks().getLast().missed()).isEqualTo(2);
    }

    @Test
    void shows_nothing_of_what_lies_ahead() {
        assertThat(chart("2026-11-23", "2035-06-04").weeks())
                .singleElement()
                .satisfies(week -> assertThat(week.monday()).isEqualTo(LocalDate.of(2026, 11, 23)));
        assertThat(chart("2035-06-04").weeks()).isEmpty();
    }
}
