package dev.kept.commitments.draft;

import dev.kept.commitments.web.Dues;
import dev.kept.http.FieldType;
import dev.kept.http.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** How long a draft is to cool before it can be released. */
sealed interface Cooling {

    /** When a morning begins. */
    LocalTime MORNING = LocalTime.of(8, 0);

    /** What is written so shortly before a morning was not slept on by then. */
    Duration NIGHT = Duration.ofHours(6);

    Duration LONGEST = Duration.ofDays(366);

    Cooling NEXT_MORNING = new NextMorning();

    FieldType<Cooling> KIND = FieldType.parsed(null, """
        How long it is to cool before it can be released: `next-morning` (08:00 in `zone`, at least six hours from now), `none`, or \
        until when: an instant with its offset, a local date and time in `zone`, or a plain date, which means 08:00 of that day in \
        `zone`; at most a year from now. `next-morning` when a draft is kept without it.\
        """, 40, NEXT_MORNING, Cooling::parse);

    /**
     * The instant it means.
     *
     * @return null when it need not cool
     */
    @Nullable
    Instant until(Instant now, ZoneId zone);

    record None() implements Cooling {
        @Override
        public @Nullable Instant until(Instant now, ZoneId zone) {
            return null;
        }
    }

    record NextMorning() implements Cooling {
        @Override
        public Instant until(Instant now, ZoneId zone) {
            ZonedDateTime earliest = now.plus(NIGHT).atZone(zone);
            ZonedDateTime morning = earliest.with(MORNING);
            return (morning.isBefore(earliest) ? morning.plusDays(1) : morning).toInstant();
        }
    }

    record Until(Temporal when) implements Cooling {
        @Override
        public Instant until(Instant now, ZoneId zone) {
            Instant at = switch (when) {
                case OffsetDateTime instant -> instant.toInstant();
                case LocalDateTime local -> local.atZone(zone).toInstant();
                case LocalDate date -> date.atTime(MORNING).atZone(zone).toInstant();
                default -> throw new IllegalStateException("not a time that was read here");
            };
            return at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    private static Cooling parse(String text) {
        return switch (text) {
            case "none" -> new None();
            case "next-morning" -> NEXT_MORNING;
            default -> {
                try {
                    yield new Until(Dues.parse(text));
                } catch (Invalid invalid) {
                    throw new Invalid(
                            "invalid-value",
                            "It must be next-morning, none, an ISO 8601 instant with offset, a local date and time, or a"
                                    + " plain date.");
                }
            }
        };
    }
}
