package dev.kept.commitments.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kept.commitments.recurrence.UnusableRecurrence.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
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

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Skips 23:00 to 24:00 on 27 March 2027. */
    private static final ZoneId NUUK = ZoneId.of("America/Nuuk");

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
        FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2 | 2026-03-31T17:30, 2026-04-30T17:30
        FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5;COUNT=2 | 2026-03-30T17:30, 2026-06-29T17:30
        FREQ=MONTHLY;BYMONTHDAY=-1,1;COUNT=3    | 2026-03-31T17:30, 2026-04-01T17:30, 2026-04-30T17:30
        FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;COUNT=2 | 2026-03-13T17:30, 2026-11-13T17:30
        FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2 | 2028-02-29T17:30, 2032-02-29T17:30
        FREQ=YEARLY;BYDAY=20MO;COUNT=2          | 2026-05-18T17:30, 2027-05-17T17:30
        FREQ=YEARLY;BYMONTH=1,6;BYDAY=-1SU;COUNT=2 | 2026-06-28T17:30, 2027-01-31T17:30
        FREQ=DAILY;INTERVAL=10;BYMONTH=4;COUNT=3 | 2026-04-09T17:30, 2026-04-19T17:30, 2026-04-29T17:30
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
    void a_local_time_that_is_skipped_on_the_first_day_comes_back_on_the_second() {
        Start skipped = Start.local(LocalDateTime.parse("2026-03-29T02:30"), BERLIN);

        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=2", skipped).dues())
                .containsExactly(Instant.parse("2026-03-29T01:30:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void a_local_time_that_a_change_would_move_to_another_day_moves_back() {
        Start evening = Start.local(LocalDateTime.parse("2027-03-26T23:30"), NUUK);

        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=3", evening).dues().stream()
                        .map(due -> LocalDateTime.ofInstant(due, NUUK).toString()))
                .containsExactly("2027-03-26T23:30", "2027-03-27T22:30", "2027-03-28T23:30");
    }

    @Test
    void an_instant_with_its_offset_stays_that_instant_in_an_hour_that_comes_twice() {
        Instant second = Instant.parse("2027-10-31T01:30:00Z");

        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=2", Start.instant(second, BERLIN))
                        .dues())
                .containsExactly(second, Instant.parse("2027-11-01T01:30:00Z"));
    }

    @Test
    void milliseconds_stay() {
        Start precise = Start.instant(Instant.parse("2026-03-10T22:59:59.123Z"), BERLIN);

        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=2", precise).dues())
                .containsExactly(Instant.parse("2026-03-10T22:59:59.123Z"), Instant.parse("2026-03-11T22:59:59.123Z"));
    }

    @Test
    void the_end_of_a_day_stays_the_last_millisecond_of_each_day() {
        Start nuuk = Start.endOf(LocalDate.parse("2027-03-26"), NUUK);

        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=3", nuuk).dues().stream()
                        .map(due -> LocalDateTime.ofInstant(due, NUUK).toString()))
                .containsExactly("2027-03-26T23:59:59.999", "2027-03-27T22:59:59.999", "2027-03-28T23:59:59.999");
        assertThat(Recurrences.expand("FREQ=DAILY;UNTIL=20270328", nuuk).dues()).hasSize(3);
    }

    @Test
    void a_day_ends_with_the_second_round_of_an_hour_that_repeats_before_midnight() {
        // Paraguay set its clocks back at midnight, to 23:00 of the day that was ending.
        ZoneId zone = ZoneId.of("America/Asuncion");
        LocalDate before = LocalDate.of(2024, 3, 22);

        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=3", Start.endOf(before, zone))
                        .dues()
                        .get(1))
                .isEqualTo(before.plusDays(2).atStartOfDay(zone).toInstant().minusMillis(1));
    }

    @Test
    void a_day_that_a_zone_skipped_is_no_occurrence_and_is_not_counted() {
        ZoneId samoa = ZoneId.of("Pacific/Apia");
        Start start = Start.local(LocalDateTime.parse("2011-12-29T10:00"), samoa);

        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=3", start).dues().stream()
                        .map(due -> LocalDate.ofInstant(due, samoa).toString()))
                .containsExactly("2011-12-29", "2011-12-31", "2012-01-01");
    }

    @Test
    void the_rule_is_kept_in_its_plain_form() {
        assertThat(Recurrences.expand("count=2;freq=daily", start(FIRST)).rrule())
                .isEqualTo("FREQ=DAILY;COUNT=2");
    }

    @Test
    void a_thousand_occurrences_are_the_most() {
        assertThat(Recurrences.expand("FREQ=DAILY;COUNT=1000", start(FIRST)).dues())
                .hasSize(1_000)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY;COUNT=1001",
                "FREQ=DAILY;UNTIL=20400101T000000Z",
                "FREQ=DAILY;COUNT=2147483647",
                "FREQ=WEEKLY;UNTIL=99991231"
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
                "FREQ=SECONDLY;COUNT=5",
                "FREQ=MINUTELY;UNTIL=20400101T000000Z",
                "FREQ=HOURLY;COUNT=3",
                "FREQ=DAILY;BYHOUR=9,17;COUNT=3",
                "FREQ=DAILY;BYMINUTE=1;COUNT=5",
                "FREQ=DAILY;BYSECOND=1;COUNT=5",
                "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=3",
                "FREQ=YEARLY;BYYEARDAY=100;COUNT=3",
                "FREQ=YEARLY;BYMONTHDAY=1;COUNT=3",
                "FREQ=WEEKLY;BYMONTHDAY=1;COUNT=3",
                "FREQ=WEEKLY;BYDAY=1MO;COUNT=3",
                "FREQ=DAILY;BYDAY=-1MO;COUNT=3",
                "FREQ=MONTHLY;BYDAY=6MO;COUNT=3",
                "FREQ=MONTHLY;BYDAY=0MO;COUNT=3",
                "FREQ=YEARLY;BYDAY=54MO;COUNT=3",
                "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1;COUNT=3",
                "FREQ=MONTHLY;BYSETPOS=1;COUNT=3",
                "FREQ=YEARLY;BYMONTH=2,7;BYDAY=MO;BYSETPOS=1;COUNT=3",
                "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0;COUNT=3",
                "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367;COUNT=3",
                "FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3",
                "FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3",
                "FREQ=YEARLY;BYMONTH=13;COUNT=3",
                "FREQ=YEARLY;BYMONTH=-1;COUNT=3",
                "FREQ=WEEKLY;WKST=XX;COUNT=3",
                "FREQ=WEEKLY;BYDAY=;COUNT=3",
                "FREQ=WEEKLY;BYDAY=MO,;COUNT=3",
                "FREQ=WEEKLY;COUNT=3;",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=26",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=5",
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
                "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6;COUNT=3",
                "FREQ=MONTHLY;INTERVAL=12;BYMONTH=4;COUNT=3",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20990101T000000Z"
            })
    @Timeout(5)
    void a_rule_that_gives_no_date_is_refused(String rule) {
        refuses(rule, Problem.NONE, "no-occurrence");
    }

    private static void refuses(String rule, Problem problem, String code) {
        assertThatExceptionOfType(UnusableRecurrence.class)
                .isThrownBy(() -> Recurrences.expand(rule, start(FIRST)))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(problem);
                    assertThat(refusal.problem().code()).isEqualTo(code);
                    assertThat(refusal).hasMessageEndingWith(".");
                });
    }

    private static List<String> local(String rule, String first) {
        Start start = start(first);
        return Recurrences.expand(rule, start).dues().stream()
                .map(due -> LocalDateTime.ofInstant(due, start.zone()).toString())
                .toList();
    }

    /** @param first e.g. {@code 2026-03-10T17:30:00[Europe/Berlin]} */
    private static Start start(String first) {
        int zone = first.indexOf('[');
        return Start.local(
                LocalDateTime.parse(first.substring(0, zone)),
                ZoneId.of(first.substring(zone + 1, first.length() - 1)));
    }
}
