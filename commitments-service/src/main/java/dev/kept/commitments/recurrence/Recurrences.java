package dev.kept.commitments.recurrence;

import dev.kept.commitments.recurrence.UnusableRecurrence.Problem;
import dev.kept.events.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a recurrence rule out into due instants. Its days are found one by one, because libraries stop short of sparse rules and
 * disagree on rare ones (docs/adr/0037). The local time stays the same when the clocks change; see {@link Clocks}.
 */
public final class Recurrences {

    /** The most occurrences that anything can have. */
    public static final int MAX_OCCURRENCES = 1_000;

    private static final int MAX_YEARS = 100;

    private Recurrences() {}

    /**
     * Every due instant a rule gives, from the start on. When the start does not follow the rule itself, the first date after it that
     * does is the first occurrence. A day that the zone skips altogether is none, and not counted.
     *
     * @param rrule value of an RFC 5545 RRULE, with COUNT or UNTIL; UNTIL may be a date (that whole day), a local date and time, or UTC
     * @param start DTSTART
     * @return dues strictly ascending, 1 to {@link #MAX_OCCURRENCES}
     * @throws UnusableRecurrence when nothing can follow the rule
     */
    public static Terms.Recurrence expand(String rrule, Start start) {
        RecurrenceRule rule = RuleParser.parse(rrule);
        List<Instant> dues = dues(rule, start);
        if (dues.isEmpty()) {
            throw new UnusableRecurrence(Problem.NONE, "No date follows from the rule.");
        }
        return new Terms.Recurrence(rule.text(), dues);
    }

    private static List<Instant> dues(RecurrenceRule rule, Start start) {
        LocalDate horizon = start.day().plusYears(MAX_YEARS);
        List<Instant> dues = new ArrayList<>();
        for (int period = 0; ; period++) {
            for (LocalDate day : rule.days(start.day(), period)) {
                if (day.isBefore(start.day()) || !Clocks.has(day, start.zone())) {
                    continue;
                }
                Instant due = start.on(day);
                if (rule.until() != null && !rule.until().includes(day, due, start.zone())) {
                    return dues;
                }
                if (day.isAfter(horizon)) {
                    throw tooFar();
                }
                if (dues.size() == MAX_OCCURRENCES) {
                    throw tooMany();
                }
                dues.add(due);
                if (rule.count() != null && dues.size() == rule.count()) {
                    return dues;
                }
            }
            if (rule.beginning(start.day(), period + 1).isAfter(horizon)) {
                return ended(rule, dues, horizon, start);
            }
        }
    }

    /** Nothing more comes before the horizon: that is all only where the rule ends before it too. */
    private static List<Instant> ended(RecurrenceRule rule, List<Instant> dues, LocalDate horizon, Start start) {
        boolean whole = rule.until() != null && !rule.until().includes(horizon, start.on(horizon), start.zone());
        if (whole || dues.isEmpty()) {
            return dues;
        }
        throw tooFar();
    }

    private static UnusableRecurrence tooFar() {
        return RuleParser.invalid("The rule reaches further than " + MAX_YEARS + " years.");
    }

    static UnusableRecurrence tooMany() {
        return new UnusableRecurrence(
                Problem.TOO_MANY, "The rule gives more than " + MAX_OCCURRENCES + " occurrences.");
    }
}
