package dev.kept.commitments.recurrence;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence rule in the parts of RFC 5545 that promises need: which days it names. The time of day is no part of it.
 *
 * @param months empty for all; as the sets and lists that follow
 * @param monthDays 1 to 31, or -1 to -31 from a month's end
 * @param positions which of a period's days remain, 1 for the first, -1 for the last
 * @param count null when the rule ends with {@code until}, and the other way round
 */
record RecurrenceRule(
        Frequency frequency,
        int interval,
        Set<Integer> months,
        Set<Integer> monthDays,
        List<NumberedDay> weekdays,
        Set<Integer> positions,
        DayOfWeek weekStart,
        @Nullable Integer count,
        @Nullable Until until,
        String text) {

    /** The periods within which a rule selects days. */
    enum Frequency {
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    /**
     * A weekday.
     *
     * @param number which one of its month or year, negative from the end; 0 for each
     */
    record NumberedDay(int number, DayOfWeek day) {}

    /**
     * The days of the period that is {@code periods} intervals after the first, ascending. Those before the start belong to the period
     * too, because positions count them.
     *
     * @param start the rule's DTSTART, which says what the rule leaves open
     */
    List<LocalDate> days(LocalDate start, int periods) {
        LocalDate first = beginning(start, periods);
        List<LocalDate> days = first.datesUntil(first.plus(1, unit()))
                .filter(day -> months.isEmpty() || months.contains(day.getMonthValue()))
                .filter(selection(start))
                .toList();
        return positions.isEmpty() ? days : positioned(days);
    }

    /** The first day of a period, counted as for {@link #days}. */
    LocalDate beginning(LocalDate start, int periods) {
        LocalDate first = switch (frequency) {
            case DAILY -> start;
            case WEEKLY -> start.with(TemporalAdjusters.previousOrSame(weekStart));
            case MONTHLY -> start.withDayOfMonth(1);
            case YEARLY -> start.withDayOfYear(1);
        };
        return first.plus((long) periods * interval, unit());
    }

    private ChronoUnit unit() {
        return switch (frequency) {
            case DAILY -> ChronoUnit.DAYS;
            case WEEKLY -> ChronoUnit.WEEKS;
            case MONTHLY -> ChronoUnit.MONTHS;
            case YEARLY -> ChronoUnit.YEARS;
        };
    }

    /** What is not named is as in the start. */
    private Predicate<LocalDate> selection(LocalDate start) {
        if (monthDays.isEmpty() && weekdays.isEmpty()) {
            return switch (frequency) {
                case DAILY -> day -> true;
                case WEEKLY -> day -> day.getDayOfWeek() == start.getDayOfWeek();
                case MONTHLY -> day -> day.getDayOfMonth() == start.getDayOfMonth();
                case YEARLY ->
                    day -> day.getDayOfMonth() == start.getDayOfMonth()
                            && (!months.isEmpty() || day.getMonth() == start.getMonth());
            };
        }
        return day -> (monthDays.isEmpty() || isNamedMonthDay(day))
                && (weekdays.isEmpty() || weekdays.stream().anyMatch(named -> isNamed(named, day)));
    }

    private boolean isNamedMonthDay(LocalDate day) {
        return monthDays.contains(day.getDayOfMonth())
                || monthDays.contains(day.getDayOfMonth() - 1 - day.lengthOfMonth());
    }

    private boolean isNamed(NumberedDay named, LocalDate day) {
        if (named.day() != day.getDayOfWeek()) {
            return false;
        }
        boolean ofYear = frequency == Frequency.YEARLY && months.isEmpty();
        int place = ofYear ? day.getDayOfYear() : day.getDayOfMonth();
        int length = ofYear ? day.lengthOfYear() : day.lengthOfMonth();
        int number = named.number();
        return number == 0 || number == (place - 1) / 7 + 1 || number == -((length - place) / 7 + 1);
    }

    private List<LocalDate> positioned(List<LocalDate> days) {
        return IntStream.range(0, days.size())
                .filter(i -> positions.contains(i + 1) || positions.contains(i - days.size()))
                .mapToObj(days::get)
                .toList();
    }
}
