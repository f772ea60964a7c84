package dev.kept.commitments.recurrence;

import dev.kept.events.Due;
import dev.kept.events.Terms;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Kind;
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
    public static Kind<String> startingAt(String first) {
        return Kind.line(MAX_LENGTH)
                .describedAs("RFC 5545 RRULE with COUNT or UNTIL and at most 1,000 occurrences; `" + first
                        + "` is its DTSTART.");
    }

    /**
     * Writes a rule out.
     *
     * @param place where what is wrong with it is reported, as for {@link Fields#derive}
     * @param from the fields it is made of
     */
    public static Terms.Recurrence expanded(Fields fields, String place, Set<String> from, String rrule, Due first) {
        return fields.derive(place, from, new Terms.Recurrence(rrule, List.of(first.at())), () -> {
            try {
                return Recurrences.expand(rrule, first);
            } catch (UnusableRecurrence unusable) {
                throw new Invalid(unusable.problem().code(), String.valueOf(unusable.getMessage()));
            }
        });
    }
}
