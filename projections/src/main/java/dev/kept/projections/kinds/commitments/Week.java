package dev.kept.projections.kinds.commitments;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ISO 8601 week, on the wire as {@code 2026-W07}.
 *
 * @param monday its first day
 */
public record Week(LocalDate monday) implements Comparable<Week> {

    private static final Pattern WIRE = Pattern.compile("(\\d{4})-W(\\d{2})");

    /** The week in which an instant lies, in a zone. */
    public static Week of(Instant instant, ZoneId zone) {
        long day = LocalDate.ofInstant(instant, zone).toEpochDay();
        // The epoch's first day was a Thursday.
        return new Week(LocalDate.ofEpochDay(Math.floorDiv(day + 3, 7L) * 7 - 3));
    }

    /** The week of a wire name; empty when there is none of that name. */
    public static Optional<Week> named(String wireName) {
        Matcher matcher = WIRE.matcher(wireName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(matcher.group(1));
            LocalDate monday = LocalDate.of(year, 1, 4)
                    .with(WeekFields.ISO.weekOfWeekBasedYear(), Integer.parseInt(matcher.group(2)))
                    .with(WeekFields.ISO.dayOfWeek(), 1);
            Week week = new Week(monday);
            return week.wireName().equals(wireName) ? Optional.of(week) : Optional.empty();
        } catch (DateTimeException notAWeek) {
            return Optional.empty();
        }
    }

    @JsonValue
    public String wireName() {
        return String.format(
                Locale.ROOT,
                "%04d-W%02d",
                monday.get(IsoFields.WEEK_BASED_YEAR),
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    @Override
    public int compareTo(Week other) {
        return monday.compareTo(other.monday);
    }
}
