package dev.kept.commitments.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kept.commitments.recurrence.UnusableRecurrence.Problem;
import dev.kept.events.Due;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrencesTest {

    /** A Tuesday. */
    private static final String FIRST = "2026-03-10T17:30:00[Europe/Berlin]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        FREQ=DAILY;COUNT=2                      | 2026-03-10T17:30, 2026-03-11T17:30
        FREQ=WEEKLY;COUNT=3                     | 2026-03-10T17:30, 2026-03-17T17:30, 2026-03-24T17:30
        FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=3 | 2026-03-10T17:30, 2026-03-22T17:30, 2026-03-24T17:30
        FREQ=MONTHLY;BYDAY=-1FR;COUNT=2         | 2026-03-27T17:30, 2026-04-24T17:30
        FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3      | 2026-03-31T17:30, 2026-05-31T17:30, 2026-07-31T17:30
        FREQ=YEARLY;COUNT=2                     | 2026-03-10T17:30, 2027-03-10T17:30
        FREQ=DAILY;UNTIL=20260312T163000Z       | 2026-03-10T17:30, 2026-03-11T17:30, 2026-03-12T17:30
        FREQ=DAILY;UNTIL=20260312T162959Z       | 2026-03-10T17:30, 2026-03-11T17:30
        FREQ=DAILY;UNTIL=20260311T173000        | 2026-03-10T17:30, 2026-03-11T17:30
        FREQ=DAILY;UNTIL=20260311               | 2026-03-10T17:30, 2026-03-11T17:30
        FREQ=DAILY;BYHOUR=9,17;COUNT=3          | 2026-03-10T17:30, 2026-03-11T09:30, 2026-03-11T17:30
        freq=daily;count=1                      | 2026-03-10T17:30
        """)
    void a_rule_is_written_out_from_the_first_due_instant_on(String rule, String dates) {
        assertThat(local(rule, FIRST)).isEqualTo(List.of(dates.split(", ")));
    }

    @Test
    void a_first_date_off_the_rule_gives_way_to_the_next_one_on_it() {
        assertThat(local("FREQ=WEEKLY;BYDAY=FR;COUNT=2", FIRST))
                .containsExactly("2026-03-13T17:30", "2026-03-20T17:30");
    }

    @Test
    void the_local_time_stays_when_the_clocks_change() {
        assertThat(local("FREQ=WEEKLY;COUNT=3", "2026-03-24T17:30:00[Europe/Berlin]"))
                .containsExactly("2026-03-24T17:30", "2026-03-31T17:30", "2026-04-07T17:30");
    }

    @Test
    void a_local_time_that_a_change_skips_moves_forward_that_day_only() {
        assertThat(local("FREQ=DAILY;COUNT=3", "2026-03-28T02:30:00[Europe/Berlin]"))
                .containsExactly("2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30");
    }

    @Test
    void two_local_times_that_a_change_makes_one_instant_are_one_occurrence() {
        assertThat(local("FREQ=HOURLY;COUNT=3", "2026-03-29T02:30:00[Europe/Berlin]"))
                .containsExactly("2026-03-29T03:30", "2026-03-29T04:30", "2026-03-29T05:30");
    }

    @Test
    void milliseconds_stay() {
        Due endOfDay = new Due(Instant.parse("2026-03-10T22:59:59.999Z"), "Europe/Berlin");
        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=2", endOfDay).dues())
                .containsExactly(Instant.parse("2026-03-10T22:59:59.999Z"), Instant.parse("2026-03-11T22:59:59.999Z"));
        assertThat(Recurrences.expand("FREQ=DAILY;UNTIL=20260311", endOfDay).dues())
                .hasSize(2);
    }

    @Test
    void a_day_ends_with_the_second_round_of_an_hour_that_repeats_before_midnight() {
        // Paraguay set its clocks back at midnight, to 23:00 of the day that was ending.
        ZoneId zone = ZoneId.of("America/Asuncion");
        ZonedDateTime before = ZonedDateTime.of(2024, 3, 22, 23, 59, 59, 999_000_000, zone);
        List<Instant> dues = Recurrences.expand("FREQ=DAILY;COUNT=3", new Due(before.toInstant(), zone.getId()))
                .dues();
        assertThat(dues.get(1))
                .isEqualTo(before.toLocalDate()
                        .plusDays(2)
                        .atStartOfDay(zone)
                        .toInstant()
                        .minusMillis(1));
    }

    @Test
    void the_rule_is_kept_in_its_plain_form() {
        assertThat(Recurrences.expand("freq=daily;count=2", due(FIRST)).rrule()).isEqualTo("FREQ=DAILY;COUNT=2");
    }

    @Test
    void a_thousand_occurrences_are_the_most() {
        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=1000", due(FIRST)).dues())
                .hasSize(1_000)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY;COUNT=1001",
                "FREQ=DAILY;UNTIL=20400101T000000Z",
                "FREQ=SECONDLY;UNTIL=20400101T000000Z",
                "FREQ=MINUTELY;COUNT=2147483647"
            })
    void more_are_too_many(String rule) {
        refuses(rule, Problem.TOO_MANY, "too-many-occurrences");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO"})
    void a_rule_needs_an_end(String rule) {
        refuses(rule, Problem.ENDLESS, "endless-rrule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every day",
                "FREQ=NEVER;COUNT=2",
                "COUNT=2",
                "RRULE:FREQ=DAILY;COUNT=2",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=-1",
                "FREQ=DAILY;COUNT=99999999999",
                "FREQ=DAILY;COUNT=2;COUNT=3",
                "FREQ=DAILY;COUNT=2;UNTIL=20260401T000000Z",
                "FREQ=DAILY;INTERVAL=0;COUNT=2",
                "FREQ=DAILY;UNTIL=20261301T000000Z",
                "FREQ=DAILY;UNTIL=20260230",
                "FREQ=DAILY;UNTIL=20260310T250000Z",
                "FREQ=DAILY;UNTIL=soon",
                "FREQ=DAILY;COUNT=2;X-NOTE=word",
                "FREQ=WEEKLY;BYDAY=XX;COUNT=2",
                "FREQ=DAILY;INTERVAL=2147483647;COUNT=5",
                "FREQ=SECONDLY;BYHOUR=9;COUNT=5",
                "FREQ=DAILY;BYMINUTE=1,2;COUNT=5",
                "FREQ=YEARLY;COUNT=102",
                "FREQ=YEARLY;INTERVAL=60;UNTIL=99990101T000000Z"
            })
    void what_no_commitment_can_follow_is_invalid(String rule) {
        refuses(rule, Problem.INVALID, "invalid-rrule");
    }

    @Test
    void a_rule_can_be_too_long() {
        String numbers = IntStream.range(1, 400).mapToObj(Integer::toString).collect(Collectors.joining(","));
        refuses("FREQ=YEARLY;COUNT=2;BYYEARDAY=" + numbers, Problem.INVALID, "invalid-rrule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY;UNTIL=20260301T000000Z",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
                "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20990101T000000Z"
            })
    @Timeout(5)
    void a_rule_that_gives_no_date_is_refused(String rule) {
        refuses(rule, Problem.NONE, "no-occurrence");
    }

    private static void refuses(String rule, Problem problem, String code) {
        assertThatExceptionOfType(UnusableRecurrence.class)
                .isThrownBy(() -> Recurrences.expand(rule, due(FIRST)))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(problem);
                    assertThat(refusal.problem().code()).isEqualTo(code);
                    assertThat(refusal).hasMessageEndingWith(".");
                });
    }

    private static List<String> local(String rule, String first) {
        Due due = due(first);
        return Recurrences.expand(rule, due).dues().stream()
                .map(instant ->
                        instant.atZone(ZoneId.of(due.zone())).toLocalDateTime().toString())
                .toList();
    }

    private static Due due(String local) {
        int zone = local.indexOf('[');
        String name = local.substring(zone + 1, local.length() - 1);
        return new Due(
                java.time.LocalDateTime.parse(local.substring(0, zone))
                        .atZone(ZoneId.of(name))
                        .toInstant(),
                name);
    }
}
