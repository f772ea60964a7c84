package dev.kept.commitments.web;

import dev.kept.commitments.recurrence.Clocks;
import dev.kept.commitments.recurrence.Start;
import dev.kept.events.Due;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Zones;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How people say when something is due, or when it happened. */
public final class Dues {

    private static final int MAX_LENGTH = 40;
    private static final int MAX_YEAR = 9_999;
    private static final Set<String> ZONES = Zones.ids();

    /** An {@link OffsetDateTime}, a {@link LocalDateTime} or a {@link LocalDate}. */
    static final FieldType<Temporal> WHEN = FieldType.parsed(null, """
        When: an instant with its offset (`2026-03-01T17:00:00+01:00`, `2026-03-01T16:00:00Z`), a local date and time in \
        `zone` (`2026-03-01T17:00`), or a plain date (`2026-03-01`), which means the end of that day in `zone`; in the years 1 to \
        9998. A local time that the zone's clocks skip moves forward by the change, or back where forward would be another day; of \
        one that comes twice the first is meant.\
        """, MAX_LENGTH, LocalDate.EPOCH, Dues::parse);

    public static final FieldType<String> ZONE =
            FieldType.parsed(null, "IANA time zone, e.g. `Europe/Berlin`.", 50, "UTC", Dues::zone);

    /** What to go on with when there is no due that makes sense. */
    private static final Start STAND_IN = Start.instant(Instant.EPOCH, ZoneId.of("UTC"));

    private Dues() {}

    /**
     * Reads two fields: the instant or date under the given name, and {@code zone} beside it.
     *
     * @param name e.g. {@code due}
     */
    public static Due required(Fields fields, String name) {
        return start(fields, name).due();
    }

    /** As {@link #required}, for something that a rule can begin with. */
    public static Start start(Fields fields, String name) {
        Temporal when = fields.required(name, WHEN);
        String zone = fields.required("zone", ZONE);
        return fields.derive(name, Set.of(name, "zone"), STAND_IN, () -> start(when, zone));
    }

    /** As {@link #required}, for something that need not be told; a zone alone says nothing. */
    public static @Nullable Due optional(Fields fields, String name) {
        Temporal when = fields.optional(name, WHEN);
        String zone = fields.optional("zone", ZONE);
        if (when == null) {
            return null;
        }
        return fields.derive(name, Set.of(name, "zone"), STAND_IN, () -> {
                    if (zone == null) {
                        throw new Invalid("missing", "It is required with `" + name + "`.");
                    }
                    return start(when, zone);
                })
                .due();
    }

    static Start start(Temporal when, String zone) {
        ZoneId place = ZoneId.of(zone);
        return switch (when) {
            case OffsetDateTime instant -> Start.instant(instant.toInstant(), place);
            case LocalDateTime local -> {
                requireDay(local.toLocalDate(), place);
                yield Start.local(local, place);
            }
            case LocalDate date -> {
                requireDay(date, place);
                yield Start.endOf(date, place);
            }
            default -> throw new IllegalArgumentException("not a due that was read here");
        };
    }

    private static void requireDay(LocalDate day, ZoneId zone) {
        if (!Clocks.has(day, zone)) {
            throw new Invalid("no-such-day", "The zone's clocks skipped that day.");
        }
    }

    /**
     * An {@link OffsetDateTime}, a {@link LocalDateTime} or a {@link LocalDate}.
     *
     * @throws Invalid when it is none of them
     */
    public static Temporal parse(String text) {
        try {
            Temporal when = text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                    : hasOffset(text) ? OffsetDateTime.parse(text) : LocalDateTime.parse(text);
            if (when.get(ChronoField.YEAR) > 0 && when.get(ChronoField.YEAR) < MAX_YEAR) {
                return when;
            }
        } catch (DateTimeException e) {
            // Said below, without what was sent.
        }
        throw new Invalid(
                "invalid-value",
                "It must be an ISO 8601 instant with offset, a local date and time, or a plain date, in the years"
                        + " 1 to 9998.");
    }

    private static boolean hasOffset(String text) {
        String time = text.substring(text.indexOf('T'));
        return time.endsWith("Z") || time.indexOf('+') >= 0 || time.indexOf('-') >= 0;
    }

    private static String zone(String id) {
        if (!ZONES.contains(id)) {
            throw new Invalid("unknown-zone", "It must be an IANA time zone, e.g. Europe/Berlin.");
        }
        return id;
    }
}
