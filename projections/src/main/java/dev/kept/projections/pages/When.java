package dev.kept.projections.pages;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instants as a reader reads them: in the reader's zone and language, and how far from now. */
public final class When {

    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private final ZoneId zone;
    private final Instant now;
    private final DateTimeFormatter date;
    private final DateTimeFormatter day;
    private final DateTimeFormatter month;
    private final DateTimeFormatter time;
    private final Locale locale;

    public When(ZoneId zone, Locale locale, Instant now) {
        this.zone = zone;
        this.locale = locale;
        this.now = now;
        this.date = DateTimeFormatter.ofLocalizedPattern("yMMMEd").withLocale(locale);
        this.day = DateTimeFormatter.ofLocalizedPattern("yMMMMEEEEd").withLocale(locale);
        this.month = DateTimeFormatter.ofLocalizedPattern("MMMd").withLocale(locale);
        this.time = DateTimeFormatter.ofLocalizedPattern("Hm").withLocale(locale);
    }

    /** The same reader's words for another zone. */
    When in(String otherZone) {
        return new When(ZoneId.of(otherZone), locale, now);
    }

    /** The language that dates are written in. */
    public String lang() {
        return locale.toLanguageTag();
    }

    public String zone() {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }

    /** Date and time; the date alone where it is due by the end of a day. */
    public String at(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : date.format(at) + ", " + time.format(at);
    }

    /** A due: a whole day is named without a time. */
    public String due(String iso) {
        ZonedDateTime at = parse(iso);
        if (at == null) {
            return iso;
        }
        boolean wholeDay = at.toLocalTime().truncatedTo(ChronoUnit.MINUTES).equals(LAST_MINUTE);
        return wholeDay ? date.format(at) : date.format(at) + ", " + time.format(at);
    }

    public String date(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : date.format(at);
    }

    String date(LocalDate on) {
        return date.format(on);
    }

    /** A day's heading. */
    public String day(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : day.format(at);
    }

    public String time(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : time.format(at);
    }

    /** A day without its year. */
    public String monthDay(LocalDate on) {
        return month.format(on);
    }

    /** The same in the zone in which it was given; null where that shows nothing new. */
    public @Nullable String original(String iso, @Nullable String givenIn) {
        ZonedDateTime at = parse(iso);
        if (at == null || givenIn == null) {
            return null;
        }
        try {
            ZonedDateTime there = at.withZoneSameInstant(ZoneId.of(givenIn));
            return there.toLocalDateTime().equals(at.toLocalDateTime())
                    ? null
                    : date.format(there) + ", " + time.format(there) + " " + givenIn;
        } catch (DateTimeException unknownZone) {
            return null;
        }
    }

    /** How far from now, in words. */
    public String relative(String iso) {
        ZonedDateTime at = parse(iso);
        if (at == null) {
            return "";
        }
        Duration away = Duration.between(now, at.toInstant());
        boolean ahead = !away.isNegative();
        long days = Math.abs(ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), at.toLocalDate()));
        long minutes = Math.abs(away.toMinutes());
        String far;
        if (minutes < 1) {
            return "now";
        } else if (minutes < 60) {
            far = count(minutes, "minute");
        } else if (days == 0) {
            far = count(minutes / 60, "hour");
        } else if (days == 1) {
            return ahead ? "tomorrow" : "yesterday";
        } else if (days < 14) {
            far = count(days, "day");
        } else if (days < 60) {
            far = count(days / 7, "week");
        } else {
            far = count(days / 30, "month");
        }
        return ahead ? "in " + far : far + " ago";
    }

    /** How long something took, of hours with decimals. */
    public String took(String hours) {
        double took = Double.parseDouble(hours);
        if (took < 1) {
            return "under an hour";
        }
        return took < 48 ? count(Math.round(took), "hour") : count(Math.round(took / 24), "day");
    }

    public boolean past(String iso) {
        ZonedDateTime at = parse(iso);
        return at != null && at.toInstant().isBefore(now);
    }

    /** What would have to be typed for an instant, in the zone it was given in. */
    static Map<String, String> typed(String name, String iso, String zone) {
        ZonedDateTime at = Instant.parse(iso).atZone(ZoneId.of(zone));
        LocalTime time = at.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        return Map.of(
                name,
                at.toLocalDate().toString(),
                name + "-time",
                time.equals(LAST_MINUTE) ? "" : time.toString(),
                "zone",
                zone);
    }

    /** This very moment. */
    public String now() {
        return now.toString();
    }

    /** For a date field. */
    public String today() {
        return LocalDate.ofInstant(now, zone).toString();
    }

    LocalDate dayOf(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? LocalDate.EPOCH : at.toLocalDate();
    }

    private @Nullable ZonedDateTime parse(String iso) {
        try {
            return Instant.parse(iso).atZone(zone);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String count(long n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }
}
