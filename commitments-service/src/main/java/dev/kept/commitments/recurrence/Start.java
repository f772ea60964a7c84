package dev.kept.commitments.recurrence;

import dev.kept.events.Due;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A due as it was posted, where a rule can begin: an instant stays that instant, a day stays that day.
 *
 * @param at in whole milliseconds
 * @param day the local day
 * @param time the local time that the rule repeats; null when the end of each day is meant
 * @param zone an IANA zone
 */
public record Start(Instant at, LocalDate day, @Nullable LocalTime time, ZoneId zone) {

    /** An instant that was given with its offset. */
    public static Start instant(Instant posted, ZoneId zone) {
        Instant at = posted.truncatedTo(ChronoUnit.MILLIS);
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        return new Start(at, local.toLocalDate(), local.toLocalTime(), zone);
    }

    /** @param posted on a day that the zone {@linkplain Clocks#has has} */
    public static Start local(LocalDateTime posted, ZoneId zone) {
        LocalDateTime local = posted.truncatedTo(ChronoUnit.MILLIS);
        return new Start(Clocks.instant(local, zone), local.toLocalDate(), local.toLocalTime(), zone);
    }

    /** @param posted one that the zone {@linkplain Clocks#has has} */
    public static Start endOf(LocalDate posted, ZoneId zone) {
        return new Start(Clocks.endOf(posted, zone), posted, null, zone);
    }

    public Due due() {
        return new Due(at, zone.getId());
    }

    /** The same on another day that the zone has. */
    Instant on(LocalDate other) {
        if (other.equals(day)) {
            return at;
        }
        return time == null ? Clocks.endOf(other, zone) : Clocks.instant(other.atTime(time), zone);
    }
}
