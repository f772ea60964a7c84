package dev.kept.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DueTest {

    @Test
    void a_plain_date_is_the_last_millisecond_of_that_day_and_is_named_as_that_day_again_in_every_zone() {
        for (String zone : ZoneId.getAvailableZoneIds()) {
            for (String day : new String[] {"2026-03-29", "2026-07-01", "2026-10-25", "2026-12-31"}) {
                Due due = Due.endOf(LocalDate.parse(day), ZoneId.of(zone));
                assertThat(due.day()).as(zone).contains(LocalDate.parse(day));
            }
        }
    }

    @Test
    void a_day_may_end_before_midnight() {
        Due due = Due.endOf(LocalDate.parse("2027-03-27"), ZoneId.of("America/Nuuk"));

        assertThat(due.at().atZone(ZoneId.of("America/Nuuk")).toLocalTime()).hasToString("22:59:59.999");
        assertThat(due.day()).contains(LocalDate.parse("2027-03-27"));
    }

    @Test
    void a_time_of_day_is_no_day_not_even_the_last_minute() {
        for (String at : new String[] {"2026-03-31T21:59:00Z", "2026-03-31T21:59:59Z", "2026-03-31T22:00:00Z"}) {
            assertThat(new Due(Instant.parse(at), "Europe/Berlin").day()).isEmpty();
        }
    }

    @Test
    void the_end_of_a_day_elsewhere_is_a_time_of_day_here() {
        Due berlin = Due.endOf(LocalDate.parse("2026-03-31"), ZoneId.of("Europe/Berlin"));

        assertThat(new Due(berlin.at(), "Asia/Tokyo").day()).isEmpty();
        assertThat(new Due(berlin.at(), "Nowhere/Unknown").day()).isEmpty();
    }
}
