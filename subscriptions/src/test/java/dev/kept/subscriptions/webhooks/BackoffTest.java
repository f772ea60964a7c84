package dev.kept.subscriptions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.subscriptions.webhooks.DeliveryOutcome.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff steady = new Backoff(Backoff.STANDARD, () -> 0);

    @Test
    void makes_ten_attempts_in_three_days() {
        List<Optional<Duration>> waits = IntStream.rangeClosed(1, 10)
                .mapToObj(attempts -> steady.after(attempts, answered(503, null)))
                .toList();

        assertThat(waits).last().isEqualTo(Optional.empty());
        assertThat(waits.stream().flatMap(Optional::stream).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofHours(75).plusMinutes(35).plusSeconds(5));
    }

    @Test
    void gives_up_sooner_what_is_refused_as_such() {
        assertThat(Stream.of(400, 413, 415, 422)).allSatisfy(status -> {
            assertThat(steady.after(3, answered(status, null))).contains(Duration.ofMinutes(30));
            assertThat(steady.after(4, answered(status, null))).isEmpty();
        });
        assertThat(steady.after(4, answered(404, null))).isPresent();
    }

    @Test
    void heeds_a_wish_for_more_time_within_a_day() {
        assertThat(steady.after(1, answered(429, Duration.ofMinutes(2)))).contains(Duration.ofMinutes(2));
        assertThat(steady.after(2, answered(503, Duration.ofSeconds(1)))).contains(Duration.ofMinutes(5));
        assertThat(steady.after(1, answered(503, Duration.ofDays(9)))).contains(Duration.ofDays(1));
    }

    @Test
    void spreads_attempts_that_failed_together() {
        Backoff late = new Backoff(Backoff.STANDARD, () -> 1);

        assertThat(late.after(2, answered(500, null))).contains(Duration.ofMinutes(6));
    }

    private static DeliveryOutcome answered(int status, @Nullable Duration retryAfter) {
        return new DeliveryOutcome(status, Failure.STATUS, Duration.ZERO, retryAfter);
    }
}
