package dev.kept.wording;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.stream.Stream;

/** How dates and times of day are written in a language. */
public final class DateStyle {

    private final DateTimeFormatter date;
    private final DateTimeFormatter day;
    private final DateTimeFormatter month;
    private final DateTimeFormatter time;

    /** As the language itself writes them. */
    public DateStyle(Locale locale) {
        this(locale, DateOrder.BY_LANGUAGE);
    }

    /** In the words of a language, and in the order that a reader wants. */
    public DateStyle(Locale locale, DateOrder order) {
        this.date = DateTimeFormatter.ofPattern(order.pattern("yMMMEd", "uuuu-MM-dd", locale), locale);
        this.day = DateTimeFormatter.ofPattern(order.pattern("yMMMMEEEEd", "EEEE, uuuu-MM-dd", locale), locale);
        this.month = DateTimeFormatter.ofPattern(order.pattern("MMMd", "MM-dd", locale), locale);
        this.time = DateTimeFormatter.ofLocalizedPattern("Hm").withLocale(locale);
    }

    /** Whether dates can be written in that language: of some the JDK has broken patterns. */
    static boolean knows(Locale locale) {
        try {
            DateStyle style = new DateStyle(locale);
            ZonedDateTime any = Instant.EPOCH.atZone(ZoneOffset.UTC);
            return Stream.of(style.date, style.day, style.month, style.time)
                    .noneMatch(pattern -> pattern.format(any).isEmpty());
        } catch (IllegalArgumentException | DateTimeException broken) {
            return false;
        }
    }

    public String date(TemporalAccessor date) {
        return this.date.format(date);
    }

    /** A day's heading. */
    public String day(TemporalAccessor date) {
        return day.format(date);
    }

    /** A day without its year. */
    public String monthDay(TemporalAccessor date) {
        return month.format(date);
    }

    public String time(TemporalAccessor time) {
        return this.time.format(time);
    }

    /** Date and time. */
    public String at(TemporalAccessor at) {
        return date(at) + ", " + time(at);
    }
}
