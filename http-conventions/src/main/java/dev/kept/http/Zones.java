package dev.kept.http;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** The time zones that people may name. */
public final class Zones {

    /** Without those that a library registers and then has no rules for, as iCal4j does. */
    private static final Set<String> IDS = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> ZoneId.of(id).getRules() != null)
            .collect(Collectors.toUnmodifiableSet());

    private Zones() {}

    /** IANA ids such as {@code Europe/Berlin}. */
    public static Set<String> ids() {
        return IDS;
    }
}
