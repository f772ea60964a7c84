package dev.kept.http;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** The time zones that people may name. */
public final class Zones {

    private static final Set<String> IDS =
            ZoneId.getAvailableZoneIds().stream().filter(Zones::hasRules).collect(Collectors.toUnmodifiableSet());

    private Zones() {}

    /** A library may have registered zones that it has no rules for, or that it fails on, as iCal4j does. */
    private static boolean hasRules(String id) {
        try {
            return ZoneId.of(id).getRules() != null;
        } catch (RuntimeException unusable) {
            return false;
        }
    }

    /** IANA ids such as {@code Europe/Berlin}. */
    public static Set<String> ids() {
        return IDS;
    }
}
