package dev.kept.subscriptions.reminders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * When something may reach a person. A digest whose time a change of the clock skips comes as much later, as with {@link
 * ZonedDateTime}; of a time that comes twice the first one counts.
 *
 * @param at the time of day of the digest, and from which on a date counts as so many days away
 */
public record Schedule(LocalTime at, ZoneId zone, @Nullable QuietHours quiet) {

    /** The first digest after an instant. */
    public Instant next(Instant after) {
        // The one of the evening before may have been put off until this morning.
        LocalDate day = after.atZone(zone).toLocalDate().minusDays(1);
        Instant digest;
        do {
            digest = allowed(day.atTime(at).atZone(zone).toInstant());
            day = day.plusDays(1);
        } while (!digest.isAfter(after));
        return digest;
    }

    /** The instant itself, or the end of the quiet hours in which it lies. */
    public Instant allowed(Instant at) {
        Instant allowed = at;
        while (isQuiet(allowed)) {
            allowed = endOfQuiet(allowed.atZone(zone));
        }
        return allowed;
    }

    boolean isQuiet(Instant at) {
        return quiet != null && quiet.contains(at.atZone(zone).toLocalTime());
    }

    /** From when on a date is so many days away: the morning, so to speak, of that day in the person's zone. */
    Instant daysBefore(Instant due, int days) {
        return due.atZone(zone)
                .toLocalDate()
                .minusDays(days)
                .atTime(at)
                .atZone(zone)
                .toInstant();
    }

    private Instant endOfQuiet(ZonedDateTime within) {
        LocalTime to = quiet == null ? LocalTime.MIDNIGHT : quiet.to();
        LocalDate day = within.toLocalTime().isBefore(to)
                ? within.toLocalDate()
                : within.toLocalDate().plusDays(1);
        ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(to));
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        ZonedDateTime end = day.atTime(to).atZone(zone);
        return (end.isAfter(within) ? end : end.withLaterOffsetAtOverlap()).toInstant();
    }
}
