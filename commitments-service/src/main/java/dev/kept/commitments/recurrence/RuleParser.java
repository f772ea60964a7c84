package dev.kept.commitments.recurrence;

import dev.kept.commitments.recurrence.RecurrenceRule.Frequency;
import dev.kept.commitments.recurrence.RecurrenceRule.NumberedDay;
import dev.kept.commitments.recurrence.UnusableRecurrence.Problem;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the parts of RFC 5545 that promises need, and says in a sentence why it takes no other. */
final class RuleParser {

    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_INTERVAL = 1_000;
    private static final int MAX_ORDINAL_IN_MONTH = 5;
    private static final int MAX_ORDINAL_IN_YEAR = 53;
    private static final int MAX_POSITION = 366;

    private static final Map<String, DayOfWeek> WEEKDAYS = Map.of(
            "MO", DayOfWeek.MONDAY,
            "TU", DayOfWeek.TUESDAY,
            "WE", DayOfWeek.WEDNESDAY,
            "TH", DayOfWeek.THURSDAY,
            "FR", DayOfWeek.FRIDAY,
            "SA", DayOfWeek.SATURDAY,
            "SU", DayOfWeek.SUNDAY);

    private static final Pattern WEEKDAY = Pattern.compile("([+-]?\\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,10}");

    private static final Set<String> TAKEN =
            Set.of("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL");
    private static final Set<String> TIMES = Set.of("BYHOUR", "BYMINUTE", "BYSECOND");
    private static final Set<String> SHORT = Set.of("HOURLY", "MINUTELY", "SECONDLY");

    private final Map<String, String> parts;

    private RuleParser(Map<String, String> parts) {
        this.parts = parts;
    }

    /** @throws UnusableRecurrence when it is no rule, or one that is not taken here */
    static RecurrenceRule parse(String rrule) {
        if (rrule.length() > MAX_LENGTH) {
            throw invalid("The rule is too long.");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : rrule.toUpperCase(Locale.ROOT).split(";", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
                throw notARule();
            }
            if (parts.put(pair[0], pair[1]) != null) {
                throw invalid("The rule says one thing twice.");
            }
        }
        return new RuleParser(parts).rule();
    }

    private RecurrenceRule rule() {
        Frequency frequency = frequency();
        requireTaken();
        Integer count = count();
        Until until = until();
        int interval = number("INTERVAL", 1, MAX_INTERVAL, 1);
        Set<Integer> months = numbers("BYMONTH", 12, false);
        Set<Integer> monthDays = numbers("BYMONTHDAY", 31, true);
        List<NumberedDay> weekdays = weekdays(frequency, months);
        Set<Integer> positions = numbers("BYSETPOS", MAX_POSITION, true);
        if (!monthDays.isEmpty() && frequency == Frequency.WEEKLY) {
            throw invalid("A weekly rule names weekdays (BYDAY), not days of the month.");
        }
        if (!monthDays.isEmpty() && months.isEmpty() && frequency == Frequency.YEARLY) {
            throw invalid(
                    "A yearly rule with BYMONTHDAY needs BYMONTH too: without it calendars disagree on the dates.");
        }
        if (!monthDays.isEmpty() && weekdays.stream().anyMatch(day -> day.number() != 0)) {
            throw invalid("A rule cannot combine days of the month with numbered weekdays.");
        }
        if (!positions.isEmpty() && months.isEmpty() && monthDays.isEmpty() && weekdays.isEmpty()) {
            throw invalid("BYSETPOS needs another part that names days.");
        }
        if (!positions.isEmpty() && frequency == Frequency.YEARLY) {
            throw invalid("A yearly rule cannot have BYSETPOS: calendars disagree on the dates of its first year.");
        }
        requireEnd(count, until);
        return new RecurrenceRule(
                frequency,
                interval,
                months,
                monthDays,
                weekdays,
                positions,
                parts.containsKey("WKST") ? weekday(part("WKST")) : DayOfWeek.MONDAY,
                count,
                until,
                text());
    }

    private Frequency frequency() {
        String frequency = parts.getOrDefault("FREQ", "");
        if (SHORT.contains(frequency)) {
            throw invalid("A rule can be daily, weekly, monthly or yearly, not more often.");
        }
        try {
            return Frequency.valueOf(frequency);
        } catch (IllegalArgumentException e) {
            throw notARule();
        }
    }

    private void requireTaken() {
        for (String part : parts.keySet()) {
            if (TIMES.contains(part)) {
                throw invalid("A rule cannot name times: each date has the time of the first one.");
            }
            if (part.equals("BYWEEKNO") || part.equals("BYYEARDAY")) {
                throw invalid("A rule cannot name numbers of weeks (BYWEEKNO) or days of the year (BYYEARDAY).");
            }
            if (!TAKEN.contains(part)) {
                throw notARule();
            }
        }
    }

    private @Nullable Integer count() {
        if (!parts.containsKey("COUNT")) {
            return null;
        }
        int count = number("COUNT", 1, Integer.MAX_VALUE, 1);
        if (count > Recurrences.MAX_OCCURRENCES) {
            throw Recurrences.tooMany();
        }
        return count;
    }

    private @Nullable Until until() {
        if (!parts.containsKey("UNTIL")) {
            return null;
        }
        try {
            return Until.parse(part("UNTIL"));
        } catch (DateTimeException e) {
            throw invalid("UNTIL is not a date.");
        }
    }

    private static void requireEnd(@Nullable Integer count, @Nullable Until until) {
        if (count == null && until == null) {
            throw new UnusableRecurrence(Problem.ENDLESS, "The rule needs an end: COUNT or UNTIL.");
        }
        if (count != null && until != null) {
            throw invalid("The rule can have COUNT or UNTIL, not both.");
        }
    }

    private List<NumberedDay> weekdays(Frequency frequency, Set<Integer> months) {
        if (!parts.containsKey("BYDAY")) {
            return List.of();
        }
        return Arrays.stream(part("BYDAY").split(",", -1))
                .map(day -> numbered(day, frequency, months))
                .toList();
    }

    private static NumberedDay numbered(String text, Frequency frequency, Set<Integer> months) {
        Matcher day = WEEKDAY.matcher(text);
        if (!day.matches()) {
            throw notARule();
        }
        DayOfWeek weekday = Objects.requireNonNull(WEEKDAYS.get(day.group(2)));
        if (day.group(1) == null) {
            return new NumberedDay(0, weekday);
        }
        if (frequency == Frequency.DAILY || frequency == Frequency.WEEKLY) {
            throw invalid("Weekdays can be numbered in a monthly or yearly rule only.");
        }
        int number = Integer.parseInt(day.group(1));
        boolean ofYear = frequency == Frequency.YEARLY && months.isEmpty();
        if (number == 0 || Math.abs(number) > (ofYear ? MAX_ORDINAL_IN_YEAR : MAX_ORDINAL_IN_MONTH)) {
            throw invalid("No month has a sixth of one weekday, and no year a fifty-fourth.");
        }
        return new NumberedDay(number, weekday);
    }

    private static DayOfWeek weekday(String text) {
        DayOfWeek day = WEEKDAYS.get(text);
        if (day == null) {
            throw notARule();
        }
        return day;
    }

    private int number(String name, int min, int max, int otherwise) {
        return parts.containsKey(name) ? number(part(name), min, max) : otherwise;
    }

    private static int number(String text, int min, int max) {
        long number = WHOLE.matcher(text).matches() ? Long.parseLong(text) : min - 1L;
        if (number < min || number > max) {
            throw invalid("A number in the rule is missing, malformed or out of its range.");
        }
        return (int) number;
    }

    private Set<Integer> numbers(String name, int max, boolean fromTheEnd) {
        if (!parts.containsKey(name)) {
            return Set.of();
        }
        Set<Integer> numbers = new TreeSet<>();
        for (String text : part(name).split(",", -1)) {
            int number = number(text, fromTheEnd ? -max : 1, max);
            if (number == 0) {
                throw invalid("A number in the rule is missing, malformed or out of its range.");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private String part(String name) {
        return Objects.requireNonNull(parts.get(name));
    }

    /** What is kept of it: the same parts, in the same spelling, in one order. */
    private String text() {
        return Stream.of("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL")
                .filter(parts::containsKey)
                .map(name -> name + "=" + parts.get(name))
                .collect(Collectors.joining(";"));
    }

    static UnusableRecurrence invalid(String sentence) {
        return new UnusableRecurrence(Problem.INVALID, sentence);
    }

    private static UnusableRecurrence notARule() {
        return invalid("This is not a recurrence rule as RFC 5545 defines it.");
    }
}
