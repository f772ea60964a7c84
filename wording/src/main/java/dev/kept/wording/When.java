package dev.kept.wording;

import dev.kept.events.Due;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instants as a reader reads them: in the reader's zone, language and order, and how far from now. */
public final class When {

    private final ZoneId zone;
    private final Instant now;
    private final DateOrder order;
    private final DateStyle style;
    private final Locale locale;
    private final Messages messages;

    /** With dates as the language writes them. */
    public When(ZoneId zone, Locale locale, Instant now) {
        this(zone, locale, DateOrder.BY_LANGUAGE, now);
    }

    public When(ZoneId zone, Locale locale, DateOrder order, Instant now) {
        this.zone = zone;
        this.locale = locale;
        this.order = order;
        this.messages = Messages.of(locale);
        this.now = now;
        this.style = new DateStyle(locale, order);
    }

    /** The same reader's words for another zone. */
    public When in(String otherZone) {
        return new When(ZoneId.of(otherZone), locale, order, now);
    }

    /** The order in which the reader wants dates, as the API names it. */
    public String order() {
        return order.wireName();
    }

    /** The language that dates are written in. */
    public String lang() {
        return locale.toLanguageTag();
    }

    public String zone() {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }

    /** Date and time. */
    public String at(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : style.at(at);
    }

    /**
     * When something is due or took place: a day as that day with its zone, whatever the reader's zone is; an instant in the reader's.
     *
     * @param due with {@code at}, {@code zone} and, of a plain date, {@code day}
     */
    public String due(Doc due) {
        LocalDate on = dayIn(due);
        return on == null ? at(due.string("at")) : style.date(on) + " (" + due.string("zone") + ")";
    }

    /** A date of something that repeats, in the zone that its first one was given in: a plain date is that day. */
    public String dated(String iso, String givenIn) {
        return due(new Due(Instant.parse(iso), givenIn));
    }

    /** The same as programs read it: a day has no time. */
    public String datetime(String iso, String givenIn) {
        return new Due(Instant.parse(iso), givenIn)
                .day()
                .map(LocalDate::toString)
                .orElse(iso);
    }

    /** A due as programs read it: a day has no time. */
    public String datetime(Doc due) {
        String on = due.text("day");
        return on == null ? due.string("at") : on;
    }

    private static @Nullable LocalDate dayIn(Doc due) {
        String on = due.text("day");
        return on == null ? null : LocalDate.parse(on);
    }

    public String date(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : style.date(at);
    }

    public String date(LocalDate on) {
        return style.date(on);
    }

    /** A day's heading. */
    public String day(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : style.day(at);
    }

    public String time(String iso) {
        ZonedDateTime at = parse(iso);
        return at == null ? iso : style.time(at);
    }

    /** A day without its year. */
    public String monthDay(LocalDate on) {
        return style.monthDay(on);
    }

    /** An instant in the zone in which it was given; null where that shows nothing new. */
    public @Nullable String original(Doc due) {
        ZonedDateTime at = parse(due.string("at"));
        String givenIn = due.text("zone");
        if (at == null || givenIn == null || due.has("day")) {
            return null;
        }
        try {
            ZonedDateTime there = at.withZoneSameInstant(ZoneId.of(givenIn));
            return there.toLocalDateTime().equals(at.toLocalDateTime()) ? null : style.at(there) + " " + givenIn;
        } catch (DateTimeException unknownZone) {
            return null;
        }
    }

    /** When something ends: the date that somebody gave, or the end of a window. */
    public String until(Doc ends) {
        return ends.has("due") ? due(ends.at("due")) : at(ends.string("until"));
    }

    /** How far from now that is. */
    public String untilRelative(Doc ends) {
        return ends.has("due") ? relative(ends.at("due")) : relative(ends.string("until"));
    }

    /** As {@link #due(Doc)}, of a due that has not gone through the API. */
    public String due(Due due) {
        return due.day()
                .map(day -> style.date(day) + " (" + due.zone() + ")")
                .orElseGet(() -> at(due.at().toString()));
    }

    /** As {@link #relative(Doc)}, of a due that has not gone through the API. */
    public String relative(Due due) {
        return due.day()
                .map(day -> relative(day, ZoneId.of(due.zone())))
                .orElseGet(() -> relative(due.at().toString()));
    }

    /** How far from now: of a day, in days of its own zone. */
    public String relative(Doc due) {
        LocalDate on = dayIn(due);
        if (on == null) {
            return relative(due.string("at"));
        }
        return relative(on, ZoneId.of(due.string("zone")));
    }

    private String relative(LocalDate on, ZoneId in) {
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(now, in), on);
        return days == 0 ? messages.text("when.today") : away(days > 0, Math.abs(days));
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
        if (minutes < 1) {
            return messages.text("when.now");
        } else if (minutes < 60) {
            return far(ahead, "minutes", minutes);
        } else if (days == 0) {
            return far(ahead, "hours", minutes / 60);
        }
        return away(ahead, days);
    }

    private String away(boolean ahead, long days) {
        if (days == 1) {
            return messages.text(ahead ? "when.tomorrow" : "when.yesterday");
        }
        return days < 14
                ? far(ahead, "days", days)
                : days < 60 ? far(ahead, "weeks", days / 7) : far(ahead, "months", days / 30);
    }

    private String far(boolean ahead, String unit, long number) {
        return messages.text((ahead ? "when.in." : "when.ago.") + unit, number);
    }

    /** How long something took, of hours with decimals. */
    public String took(String hours) {
        double took = Double.parseDouble(hours);
        if (took < 1) {
            return messages.text("when.took.less");
        }
        return took < 48
                ? messages.text("when.took.hours", Math.round(took))
                : messages.text("when.took.days", Math.round(took / 24));
    }

    public boolean past(String iso) {
        ZonedDateTime at = parse(iso);
        return at != null && at.toInstant().isBefore(now);
    }

    /** What would have to be typed for a due, in the zone it was given in: of a day, no time. */
    public static Map<String, String> typed(String name, Doc due) {
        String zone = due.string("zone");
        ZonedDateTime at = Instant.parse(due.string("at")).atZone(ZoneId.of(zone));
        return Map.of(
                name,
                at.toLocalDate().toString(),
                name + "-time",
                due.has("day") ? "" : at.toLocalTime().toString(),
                "zone",
                zone);
    }

    /** This very moment, to the millisecond: HTML knows no smaller part of a second. */
    public String now() {
        return now.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** For a date field. */
    public String today() {
        return LocalDate.ofInstant(now, zone).toString();
    }

    public LocalDate dayOf(String iso) {
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
}
