package dev.kept.commitments.checkin;

import dev.kept.commitments.recurrence.Recurrences;
import dev.kept.commitments.recurrence.Rules;
import dev.kept.commitments.recurrence.Start;
import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Due;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is posted about check-ins. */
final class CheckInBodies {

    private static final FieldType<Integer> OCCURRENCE =
            FieldType.integer(1, Recurrences.MAX_OCCURRENCES).describedAs("Which check-in of the series it is about.");

    private CheckInBodies() {}

    record ProposeCheckInsBody(Text title, Due first, String rrule, List<Instant> beginnings, int minutes) {

        private static final int LONGEST = 480;

        static ProposeCheckInsBody read(Fields fields) {
            Text title = fields.required("title", Texts.TITLE);
            Start first = Dues.start(fields, "first");
            String rrule = fields.required("rrule", Rules.startingAt("first"));
            int minutes =
                    fields.required("minutes", FieldType.integer(1, LONGEST).describedAs("How long each one is."));
            Terms.Recurrence cadence = Rules.expanded(fields, "rrule", Set.of("rrule", "first", "zone"), rrule, first);
            // A rule need not give the instant it was started with: the first check-in is the first it gives.
            Due beginning = new Due(cadence.dues().getFirst(), first.zone().getId());
            return new ProposeCheckInsBody(title, beginning, cadence.rrule(), cadence.dues(), minutes);
        }
    }

    record HoldCheckInBody(int occurrence, @Nullable Text outcome) {
        static HoldCheckInBody read(Fields fields) {
            return new HoldCheckInBody(
                    fields.required("occurrence", OCCURRENCE),
                    fields.optional("outcome", Texts.TEXT.describedAs("What came of it.")));
        }
    }

    record MissCheckInBody(int occurrence, @Nullable Text reason) {
        static MissCheckInBody read(Fields fields) {
            return new MissCheckInBody(
                    fields.required("occurrence", OCCURRENCE), fields.optional("reason", Texts.TEXT));
        }
    }
}
