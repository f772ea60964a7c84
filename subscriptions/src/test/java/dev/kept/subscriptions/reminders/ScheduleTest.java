package dev.kept.subscriptions.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScheduleTest {

    /** Half an hour of daylight saving, half-hour offsets, a skipped day, and none of it. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kolkata",
            "Africa/Casablanca",
            "UTC");

    @Provide
    Arbitrary<Schedule> schedules() {
        Arbitrary<LocalTime> times =
                Arbitraries.integers().between(0, 24 * 60 - 1).map(minute -> LocalTime.ofSecondOfDay(minute * 60L));
        Arbitrary<Optional<QuietHours>> quiet = Combinators.combine(times, times)
                .as((from, to) -> from.equals(to) ? Optional.empty() : Optional.of(new QuietHours(from, to)));
        return Combinators.combine(times, Arbitraries.of(ZONES).map(ZoneId::of), quiet)
                .as((at, zone, hours) -> new Schedule(at, zone, hours.orElse(null)));
    }

    /** Around the changes of the clock of 2026 in both hemispheres, and the day that Samoa skipped. */
    @Provide
    Arbitrary<Instant> instants() {
        List<Instant> changes = List.of(
                Instant.parse("2026-03-29T01:00:00Z"),
                Instant.parse("2026-10-25T01:00:00Z"),
                Instant.parse("2026-03-08T07:00:00Z"),
                Instant.parse("2026-11-01T06:00:00Z"),
                Instant.parse("2026-04-04T15:00:00Z"),
                Instant.parse("2011-12-30T10:00:00Z"),
                Instant.parse("2026-07-15T12:00:00Z"));
        return Combinators.combine(
                        Arbitraries.of(changes), Arbitraries.integers().between(-3 * 24 * 3600, 3 * 24 * 3600))
                .as(Instant::plusSeconds);
    }

    @Property(tries = 2000)
    void the_next_digest_comes_after_now_within_two_days_and_never_in_quiet_hours(
            @ForAll("schedules") Schedule schedule, @ForAll("instants") Instant now) {
        Instant next = schedule.next(now);

        assertThat(next).isAfter(now).isBefore(now.plus(Duration.ofDays(3)));
        assertThat(schedule.isQuiet(next)).isFalse();
    }

    @Property(tries = 2000)
    void there_is_one_digest_for_each_day(@ForAll("schedules") Schedule schedule, @ForAll("instants") Instant now) {
        int digests = 0;
        Instant end = now.plus(Duration.ofDays(10));
        for (Instant at = schedule.next(now); at.isBefore(end); at = schedule.next(at)) {
            digests++;
        }
        assertThat(digests).isBetween(9, 11);
    }

    @Property(tries = 2000)
    void what_is_put_off_by_quiet_hours_comes_when_they_end(
            @ForAll("schedules") Schedule schedule, @ForAll("instants") Instant now) {
        Instant allowed = schedule.allowed(now);

        assertThat(schedule.isQuiet(allowed)).isFalse();
        if (schedule.isQuiet(now)) {
            assertThat(allowed).isAfter(now);
            // When the clock goes back, the time before the quiet hours may come once more, and is not used.
            boolean changed = !schedule.zone()
                    .getRules()
                    .getOffset(now)
                    .equals(schedule.zone().getRules().getOffset(allowed));
            for (Instant at = now; !changed && at.isBefore(allowed); at = at.plus(Duration.ofMinutes(7))) {
                assertThat(schedule.isQuiet(at)).as(at.toString()).isTrue();
            }
        } else {
            assertThat(allowed).isEqualTo(now);
        }
    }

    @Example
    void a_time_that_the_clock_skips_comes_an_hour_later_and_one_that_comes_twice_comes_once() {
        Schedule night = new Schedule(LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"), null);

        assertThat(night.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
        Instant first = night.next(Instant.parse("2026-10-24T12:00:00Z"));
        assertThat(first).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(night.next(first)).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Example
    void a_digest_within_quiet_hours_waits_for_their_end() {
        Schedule early = new Schedule(
                LocalTime.of(6, 0),
                ZoneId.of("Europe/Berlin"),
                new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)));

        assertThat(early.next(Instant.parse("2026-06-10T12:00:00Z")))
                .isEqualTo(ZonedDateTime.of(2026, 6, 11, 7, 0, 0, 0, ZoneId.of("Europe/Berlin"))
                        .toInstant());
    }

    @Example
    void days_before_a_date_are_days_in_the_persons_zone() {
        Schedule schedule = new Schedule(LocalTime.of(8, 0), ZoneId.of("America/New_York"), null);

        assertThat(schedule.daysBefore(Instant.parse("2026-06-11T02:00:00Z"), 1))
                .as("the due is on the 10th in New York")
                .isEqualTo("2026-06-09T12:00:00Z");
    }
}
