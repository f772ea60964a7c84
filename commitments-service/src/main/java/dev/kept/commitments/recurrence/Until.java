package dev.kept.commitments.recurrence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;

/** The end that a rule names, itself included: a whole day, a second on the zone's clocks, or a second in UTC. */
sealed interface Until {

    DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);

    record Day(LocalDate day) implements Until {}

    record Local(LocalDateTime second) implements Until {}

    record Utc(Instant second) implements Until {}

    /** @throws DateTimeException when it is no end that RFC 5545 knows */
    static Until parse(String text) {
        if (text.indexOf('T') < 0) {
            return new Day(LocalDate.parse(text, DAY));
        }
        return text.endsWith("Z")
                ? new Utc(LocalDateTime.parse(text.substring(0, text.length() - 1), SECOND)
                        .toInstant(ZoneOffset.UTC))
                : new Local(LocalDateTime.parse(text, SECOND));
    }

    /**
     * Whether the rule still gives a date.
     *
     * @param day which the rule names
     * @param due the instant on it
     */
    default boolean includes(LocalDate day, Instant due, ZoneId zone) {
        return switch (this) {
            case Day(LocalDate last) -> !day.isAfter(last);
            case Local(LocalDateTime last) ->
                !LocalDateTime.ofInstant(due.truncatedTo(ChronoUnit.SECONDS), zone)
                        .isAfter(last);
            case Utc(Instant last) -> !due.truncatedTo(ChronoUnit.SECONDS).isAfter(last);
        };
    }
}
