package dev.kept.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void rounds_are_shown_by_their_median_with_the_least_and_the_most() {
        Figures figures = new Figures();
        List.of(3.0, 1.0, 250.0).forEach(round -> figures.add("one", "ms", round));
        figures.add("another", "of its own", 12.34);

        assertThat(figures.table("Title", "what").markdown()).isEqualTo("""
            ### Title

            | what    | ms                 | of its own          |
            | ------- | ------------------ | ------------------- |
            | one     | 3.00 (1.00 to 250) |                     |
            | another |                    | 12.3 (12.3 to 12.3) |
            """);
    }

    @Test
    void a_quantile_is_one_of_the_measured_times_to_three_digits() {
        Latencies latencies = new Latencies();
        LongStream.rangeClosed(1, 2_000).forEach(millis -> latencies.add(millis * 1_000_000));

        assertThat(latencies.quantile(0.5)).isCloseTo(1_000.0, withPercentage(0.1));
        assertThat(latencies.quantile(0.99)).isCloseTo(1_980.0, withPercentage(0.1));
        assertThat(latencies.quantile(1)).isCloseTo(2_000.0, withPercentage(0.1));
    }
}
