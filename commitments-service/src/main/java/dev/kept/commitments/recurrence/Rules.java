package dev.kept.commitments.recurrence;

import dev.kept.events.Terms;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import java.util.List;
import java.util.Set;

/** How people say that something recurs. */
public final class Rules {

    private static final int MAX_LENGTH = 1_000;

    private Rules() {}

    /**
     * A rule as it is posted.
     *
     * @param first the field that is its DTSTART
     */
    public static FieldType<String> startingAt(String first) {
        return FieldType.line(MAX_LENGTH)
                .describedAs(
                        "RFC 5545 RRULE with COUNT or UNTIL and at most 1,000 occurrences within 100 years; `" + first
                                + "` is its DTSTART, and gives each date its time of day. FREQ is DAILY, WEEKLY, MONTHLY or"
                                + " YEARLY; INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS (not yearly) and WKST are taken, other parts are"
                                + " refused. `POST /api/date-previews` tells the dates beforehand.");
    }

    /**
     * Writes a rule out.
     *
     * @param place where what is wrong with it is reported, as for {@link Fields#derive}
     * @param from the fields it is made of
     */
    public static Terms.Recurrence expanded(Fields fields, String place, Set<String> from, String rrule, Start first) {
        return fields.derive(place, from, new Terms.Recurrence(rrule, List.of(first.at())), () -> {
            try {
                return Recurrences.expand(rrule, first);
            } catch (UnusableRecurrence unusable) {
                throw new Invalid(unusable.problem().code(), String.valueOf(unusable.getMessage()));
            }
        });
    }
}
