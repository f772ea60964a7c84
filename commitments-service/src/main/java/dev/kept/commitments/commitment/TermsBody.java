package dev.kept.commitments.commitment;

import dev.kept.commitments.recurrence.Rules;
import dev.kept.commitments.recurrence.Start;
import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Due;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.Set;

/** The terms of a new commitment. */
public record TermsBody(Terms terms) {

    /** The terms of one commitment, within a larger body. */
    public static final FieldType<Terms> NESTED =
            FieldType.object("TermsBody", fields -> read(fields).terms());

    private static final int DEFAULT_CONFIRMATION_DAYS = 7;
    private static final FieldType<String> RRULE = Rules.startingAt("due");

    static TermsBody read(Fields fields) {
        Text title = fields.required("title", Texts.TITLE);
        Text details = fields.optional("details", Texts.TEXT);
        Text conditions = fields.optional("conditions", Texts.TEXT);
        Text evaluation = fields.optional("evaluation", Texts.TEXT);
        Monitor monitor = fields.otherwise("monitor", FieldType.choice(Monitor.class), Monitor.BOTH);
        Start due = Dues.start(fields, "due");
        int days = fields.otherwise(
                "confirmationDays",
                FieldType.integer(1, 90)
                        .describedAs("Days to confirm or dispute a delivery, before it counts as not contested."),
                DEFAULT_CONFIRMATION_DAYS);
        String rrule = fields.optional(
                "recurrence", FieldType.object("RecurrenceBody", inner -> inner.required("rrule", RRULE)));
        Terms.Recurrence recurrence = rrule == null
                ? null
                : Rules.expanded(fields, "recurrence/rrule", Set.of("recurrence", "due", "zone"), rrule, due);
        // A rule need not give the instant it was started with: the first due instant is the first it gives.
        Due first = recurrence == null
                ? due.due()
                : new Due(recurrence.dues().getFirst(), due.zone().getId());
        return new TermsBody(new Terms(title, details, conditions, evaluation, monitor, first, days, recurrence));
    }
}
