package dev.kept.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When something is due.
 *
 * @param at the instant, with milliseconds
 * @param zone the IANA zone the date was given in, e.g. {@code Europe/Berlin}
 */
public record Due(Instant at, String zone) {

    private static final Set<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().filter(Due::hasRules).collect(Collectors.toUnmodifiableSet());

    /** A library may have registered zones that it has no rules for, or that it fails on, as iCal4j does. */
    private static boolean hasRules(String id) {
        try {
            return ZoneId.of(id).getRules() != null;
        } catch (RuntimeException unusable) {
            return false;
        }
    }

    /** The due of a plain date: the last millisecond of that day in the zone, whatever its clocks do on that day. */
    public static Due endOf(LocalDate day, ZoneId zone) {
        return new Due(day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1), zone.getId());
    }

    /**
     * The day, where it was given as a plain date; empty where a time of day was given, or the zone is not known here. A statement
     * holds the instant alone: the day follows from it.
     */
    public Optional<LocalDate> day() {
        if (!ZONES.contains(zone)) {
            return Optional.empty();
        }
        ZoneId place = ZoneId.of(zone);
        LocalDate day = LocalDate.ofInstant(at, place);
        return endOf(day, place).at().equals(at) ? Optional.of(day) : Optional.empty();
    }
}
