package dev.kept.standalone;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {

    private static final Instant NOW = Instant.parse("2026-03-12T10:00:00Z");
    private static final Instant WEEKS_AGO = Instant.parse("2026-01-01T10:00:00Z");

    private Instant realTime = NOW;
    private final SimulatedClock clock = new SimulatedClock(
            new Clock() {
                @Override
                public Instant instant() {
                    return realTime;
                }

                @Override
                public ZoneId getZone() {
                    return UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException();
                }
            },
            WEEKS_AGO);

    @Test
    void it_runs_at_the_pace_of_the_real_time() {
        realTime = NOW.plusSeconds(5);

        assertThat(clock.instant()).isEqualTo(WEEKS_AGO.plusSeconds(5));
    }

    @Test
    void it_leaps_forward_and_never_back() {
        clock.leapTo(WEEKS_AGO.plus(Duration.ofDays(7)));
        clock.leapTo(WEEKS_AGO.plus(Duration.ofDays(3)));

        assertThat(clock.instant()).isEqualTo(WEEKS_AGO.plus(Duration.ofDays(7)));
    }

    @Test
    void it_shows_the_real_time_once_it_has_caught_up() {
        clock.leapTo(NOW.plusSeconds(1));
        realTime = NOW.plusSeconds(2);

        assertThat(clock.instant()).isEqualTo(realTime);
    }

    @Test
    void its_views_in_other_zones_leap_with_it() {
        Clock there = clock.withZone(ZoneId.of("Europe/Vienna"));

        clock.catchUp();

        assertThat(there.instant()).isEqualTo(NOW);
        assertThat(there.getZone()).isEqualTo(ZoneId.of("Europe/Vienna"));
    }
}
