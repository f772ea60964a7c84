package dev.kept.commitments.dates;

import dev.kept.commitments.recurrence.Rules;
import dev.kept.commitments.recurrence.Start;
import dev.kept.commitments.web.Dues;
import dev.kept.events.Terms.Recurrence;
import dev.kept.http.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The dates of a rule, as a command with the same fields would record them.
 *
 * @param rrule the rule as it would be kept
 * @param zone in which the dates are meant
 * @param wholeDays whether each date is the end of a day, because {@code first} is a plain date
 * @param occurrences how many there are
 * @param dates all of them, ascending
 */
@Schema(name = "DatePreview")
record DatePreview(
        String rrule,
        String zone,
        boolean wholeDays,
        int occurrences,
        Instant first,
        Instant last,
        List<Instant> dates) {

    DatePreview {
        dates = List.copyOf(dates);
    }

    /** What is asked for: the fields of a check-in's cadence. */
    record PreviewDatesBody(Start start, Recurrence recurrence) {
        static PreviewDatesBody read(Fields fields) {
            Start start = Dues.start(fields, "first");
            String rrule = fields.required("rrule", Rules.startingAt("first"));
            return new PreviewDatesBody(
                    start, Rules.expanded(fields, "rrule", Set.of("rrule", "first", "zone"), rrule, start));
        }
    }

    static DatePreview of(PreviewDatesBody asked) {
        List<Instant> dates = asked.recurrence().dues();
        return new DatePreview(
                asked.recurrence().rrule(),
                asked.start().zone().getId(),
                asked.start().time() == null,
                dates.size(),
                dates.getFirst(),
                dates.getLast(),
                dates);
    }
}
