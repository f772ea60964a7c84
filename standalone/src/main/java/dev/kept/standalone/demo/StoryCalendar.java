package dev.kept.standalone.demo;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a scenario's times, such as {@code w3 Fri 17:00}, into dates: week 1 begins on a Monday some weeks ago. */
record StoryCalendar(LocalDate firstMonday, ZoneId zone) {

    private static final Pattern TIME =
            Pattern.compile("w(\\d{1,3}) (Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: (\\d\\d:\\d\\d))?");

    static StoryCalendar of(Scenario scenario, Instant now) {
        try {
            ZoneId zone = ZoneId.of(scenario.zone());
            LocalDate monday = LocalDate.ofInstant(now, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return new StoryCalendar(monday.minusWeeks(scenario.weeks()), zone);
        } catch (DateTimeException e) {
            throw new Unplayable("The scenario's zone '" + scenario.zone() + "' is not an IANA time zone.");
        }
    }

    /** Where the story begins. */
    Instant start() {
        return firstMonday.atStartOfDay(zone).toInstant();
    }

    boolean knows(String text) {
        return TIME.matcher(text).matches();
    }

    /** The instant of a time with hours and minutes. */
    Instant instant(String text) {
        Matcher time = parse(text);
        if (time.group(3) == null) {
            throw new Unplayable("'" + text + "' lacks hours and minutes, as in 'w3 Fri 17:00'.");
        }
        return date(time).atTime(LocalTime.parse(time.group(3))).atZone(zone).toInstant();
    }

    /** As bodies want it: an instant, or for a time without hours and minutes the plain date. */
    String iso(String text) {
        Matcher time = parse(text);
        return time.group(3) == null ? date(time).toString() : instant(text).toString();
    }

    private static Matcher parse(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new Unplayable("'" + text + "' is not a time such as 'w3 Fri 17:00'.");
        }
        return time;
    }

    private LocalDate date(Matcher time) {
        DayOfWeek day = Arrays.stream(DayOfWeek.values())
                .filter(d -> d.name().startsWith(time.group(2).toUpperCase(java.util.Locale.ROOT)))
                .findFirst()
                .orElseThrow();
        return firstMonday.plusWeeks(Long.parseLong(time.group(1)) - 1).plusDays(day.getValue() - 1L);
    }
}
