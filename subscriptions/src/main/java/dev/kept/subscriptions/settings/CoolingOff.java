package dev.kept.subscriptions.settings;

import dev.kept.http.FieldType;
import dev.kept.http.Invalid;
import java.time.DateTimeException;
import java.time.Duration;

/**
 * How long a draft cools when its author says nothing else.
 *
 * @param wireName {@code none}, {@code next-morning}, or a duration of ISO 8601 in whole days or else in whole hours
 */
public record CoolingOff(String wireName) {

    /** A draft can cool a day longer: the pages make days of it that end at 08:00, which may be later in the day than it is now. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final String NEXT_MORNING = "next-morning";
    private static final int MAX_LENGTH = 20;

    static final FieldType<CoolingOff> KIND = FieldType.parsed(
            null,
            "How long a draft cools where its author says nothing else: `next-morning`, `none`, or a duration of 1 hour to"
                    + " 365 days in whole hours, e.g. `P3D` or `PT12H`. The pages fill it in; `next-morning` when absent.",
            MAX_LENGTH,
            new CoolingOff(NEXT_MORNING),
            CoolingOff::parse);

    private static CoolingOff parse(String text) {
        return text.equals("none") || text.equals(NEXT_MORNING)
                ? new CoolingOff(text)
                : new CoolingOff(written(duration(text)));
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            boolean fits = duration.compareTo(SHORTEST) >= 0
                    && duration.compareTo(LONGEST) <= 0
                    && duration.equals(Duration.ofHours(duration.toHours()));
            if (fits) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Reported below.
        }
        throw new Invalid(
                "invalid-value",
                "It must be next-morning, none, or a duration of 1 hour to 365 days in whole hours, such as P3D.");
    }

    private static String written(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : "PT" + duration.toHours() + "H";
    }
}
