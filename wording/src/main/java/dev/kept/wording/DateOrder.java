package dev.kept.wording;

import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which order a reader wants the parts of a date. Times of day have 24 hours in each. */
public enum DateOrder {
    /** As the reader's language and country write it. */
    BY_LANGUAGE("by-language"),
    /** {@code 2026-12-04}, as ISO 8601 has it. */
    ISO("iso"),
    /** {@code Fri 4 Dec 2026}. */
    DAY_FIRST("day-first"),
    /** {@code Fri, Dec 4, 2026}. */
    MONTH_FIRST("month-first");

    private final String wireName;

    DateOrder(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in the API. */
    public String wireName() {
        return wireName;
    }

    /** The one of that name in the API; empty where there is none. */
    public static Optional<DateOrder> named(String wireName) {
        return Arrays.stream(values())
                .filter(each -> each.wireName.equals(wireName))
                .findFirst();
    }

    /**
     * The pattern of a date in this order.
     *
     * @param skeleton which parts a date has, as {@link java.time.format.DateTimeFormatter#ofLocalizedPattern} takes it
     * @param iso the pattern where it is written as ISO 8601 has it
     */
    String pattern(String skeleton, String iso, Locale locale) {
        String own = localized(skeleton, locale);
        return switch (this) {
            case BY_LANGUAGE -> own;
            case ISO -> iso;
            case DAY_FIRST -> isDayFirst(own) ? own : localized(skeleton, Locale.UK);
            case MONTH_FIRST -> isMonthFirst(own) ? own : localized(skeleton, Locale.US);
        };
    }

    private static boolean isDayFirst(String pattern) {
        return pattern.indexOf('d') < pattern.indexOf('M') && !isYearFirst(pattern);
    }

    private static boolean isMonthFirst(String pattern) {
        return pattern.indexOf('M') < pattern.indexOf('d') && !isYearFirst(pattern);
    }

    private static boolean isYearFirst(String pattern) {
        int year = pattern.indexOf('y');
        return year >= 0 && year < pattern.indexOf('M') && year < pattern.indexOf('d');
    }

    private static String localized(String skeleton, Locale locale) {
        return DateTimeFormatterBuilder.getLocalizedDateTimePattern(skeleton, IsoChronology.INSTANCE, locale);
    }
}
