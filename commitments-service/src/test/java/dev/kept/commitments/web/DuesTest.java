package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kept.http.Invalid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class DuesTest {

    private static final String BERLIN = "Europe/Berlin";

    @Test
    void an_instant_keeps_its_offset_whatever_the_zone() {
        assertThat(Dues.start(OffsetDateTime.parse("2026-03-01T17:00:00.123456+05:00"), BERLIN)
                        .at())
                .isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
    }

    @Test
    void a_day_that_the_clocks_skipped_is_refused() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> Dues.start(LocalDate.parse("2011-12-30"), "Pacific/Apia"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("no-such-day"));
    }

    @Test
    void a_local_time_is_read_in_the_zone() {
        assertThat(Dues.start(LocalDateTime.parse("2026-07-01T17:00"), BERLIN).at())
                .isEqualTo(Instant.parse("2026-07-01T15:00:00Z"));
    }

    @Test
    void a_plain_date_is_the_end_of_that_day_also_when_the_clocks_change() {
        assertThat(Dues.start(LocalDate.parse("2026-03-29"), BERLIN).at())
                .isEqualTo(Instant.parse("2026-03-29T21:59:59.999Z"));
        assertThat(Dues.start(LocalDate.parse("2026-10-25"), BERLIN).at())
                .isEqualTo(Instant.parse("2026-10-25T22:59:59.999Z"));
        // Midnight itself is skipped here: the day ends where the clocks jump.
        assertThat(Dues.start(LocalDate.parse("2026-03-28"), "Asia/Beirut").at())
                .isEqualTo(Instant.parse("2026-03-28T21:59:59.999Z"));
    }

    @Test
    void a_local_time_that_is_skipped_moves_forward_and_of_one_that_comes_twice_the_first_is_meant() {
        assertThat(Dues.start(LocalDateTime.parse("2026-03-29T02:30"), BERLIN).at())
                .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(Dues.start(LocalDateTime.parse("2026-10-25T02:30"), BERLIN).at())
                .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }
}
