package dev.kept.http;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/** The query parameter {@code zone}. */
public final class ZoneType {

    private static final int MAX_LENGTH = 64;
    private static final Set<String> KNOWN = Zones.ids();

    public static final FieldType<ZoneId> ZONE = FieldType.parsed(
            "iana-zone",
            "The IANA zone in which weeks begin, e.g. `Europe/Berlin`; UTC when absent.",
            MAX_LENGTH,
            ZoneOffset.UTC,
            ZoneType::parse);

    private ZoneType() {}

    private static ZoneId parse(String name) {
        if (!KNOWN.contains(name)) {
            throw new Invalid("unknown-zone", "It must be an IANA time zone.");
        }
        return ZoneId.of(name);
    }
}
