package dev.kept.commitments.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoolingTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // In the evening, and late at night: a sleep lies between.
        "2026-01-10T19:00:00Z, 2026-01-11T07:00:00Z",
        "2026-01-11T00:30:00Z, 2026-01-11T07:00:00Z",
        "2026-01-11T01:00:00Z, 2026-01-11T07:00:00Z",
        // Early in the morning of the day itself: not yet.
        "2026-01-11T01:00:01Z, 2026-01-12T07:00:00Z",
        // The clocks go forward in that night.
        "2026-03-28T20:00:00Z, 2026-03-29T06:00:00Z"
    })
    void the_next_morning_is_the_first_eight_oclock_after_a_night(Instant now, Instant morning) {
        assertThat(Cooling.NEXT_MORNING.until(now, BERLIN)).isEqualTo(morning);
    }

    @Test
    void a_day_means_its_morning_and_a_local_time_is_meant_in_the_zone() {
        assertThat(new Cooling.Until(LocalDate.parse("2026-02-01")).until(NOW, BERLIN))
                .isEqualTo("2026-02-01T07:00:00Z");
        assertThat(new Cooling.Until(LocalDateTime.parse("2026-02-01T17:00")).until(NOW, BERLIN))
                .isEqualTo("2026-02-01T16:00:00Z");
    }

    @Test
    void none_is_no_instant() {
        assertThat(new Cooling.None().until(NOW, BERLIN)).isNull();
    }
}
