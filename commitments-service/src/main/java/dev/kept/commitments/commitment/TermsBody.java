package dev.kept.commitments.commitment;

import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Due;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Kind;
import java.util.List;
import java.util.Set;

/** The terms of a new commitment. */
public record TermsBody(Terms terms) {

    /** The terms of one commitment, within a larger body. */
    public static final Kind<Terms> NESTED = Kind.object(fields -> read(fields).terms());

    private static final int DEFAULT_CONFIRMATION_DAYS = 7;
    private static final Kind<String> RRULE = Kind.line(1_000)
            .describedAs("RFC 5545 RRULE with COUNT or UNTIL and at most 1,000 occurrences; `due` is its DTSTART.");

    static TermsBody read(Fields fields) {
        Text title = fields.required("title", Texts.TITLE);
        Text details = fields.optional("details", Texts.TEXT);
        Text conditions = fields.optional("conditions", Texts.TEXT);
        Text evaluation = fields.optional("evaluation", Texts.TEXT);
        Monitor monitor = fields.otherwise("monitor", Kind.choice(Monitor.class), Monitor.BOTH);
        Due due = Dues.required(fields, "due");
        int days = fields.otherwise(
                "confirmationDays",
                Kind.integer(1, 90)
                        .describedAs("Days to confirm or dispute a delivery, before it counts as not contested."),
                DEFAULT_CONFIRMATION_DAYS);
        String rrule = fields.optional("recurrence", Kind.object(inner -> inner.required("rrule", RRULE)));
        Terms.Recurrence recurrence = rrule == null ? null : expanded(fields, rrule, due);
        // A rule need not give the instant it was started with: the first due instant is the first it gives.
        Due first = recurrence == null ? due : new Due(recurrence.dues().getFirst(), due.zone());
        return new TermsBody(new Terms(title, details, conditions, evaluation, monitor, first, days, recurrence));
    }

    private static Terms.Recurrence expanded(Fields fields, String rrule, Due due) {
        return fields.derive(
                "recurrence/rrule",
                Set.of("recurrence", "due", "zone"),
                new Terms.Recurrence(rrule, List.of(due.at())),
                () -> {
                    try {
                        return Recurrences.expand(rrule, due);
                    } catch (UnusableRecurrence unusable) {
                        throw new Invalid(unusable.problem().code(), String.valueOf(unusable.getMessage()));
                    }
                });
    }
}
