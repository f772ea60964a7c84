package dev.kept.commitments.recurrence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/** What a zone's clocks make of local times, so that a time never leaves its day. */
public final class Clocks {

    private Clocks() {}

    /** Whether the zone has that day: a few zones have skipped one. */
    public static boolean has(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toLocalDate().equals(day);
    }

    /**
     * The instant of a local time. One that the clocks skip moves forward by the change, or back by it where forward would be another
     * day; of one that comes twice the first is meant.
     *
     * @param local on a day that the zone {@link #has}
     */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return local.toInstant(offsets.getFirst());
        }
        ZoneOffsetTransition gap = zone.getRules().getTransition(local);
        Instant forward = local.toInstant(gap.getOffsetBefore());
        return LocalDate.ofInstant(forward, zone).equals(local.toLocalDate())
                ? forward
                : local.toInstant(gap.getOffsetAfter());
    }

    /**
     * The last millisecond of a day.
     *
     * @param day one that the zone {@link #has}
     */
    public static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }
}
