package dev.kept.commitments.recurrence;

import dev.kept.commitments.recurrence.UnusableRecurrence.Problem;
import dev.kept.events.Due;
import dev.kept.events.Terms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a recurrence rule out into due instants. The rule is followed on the wall clock of the zone, so that the local time stays the
 * same when the clocks change; a local time that a change skips moves forward by the change.
 */
public final class Recurrences {

    /** The most occurrences that anything can have. */
    public static final int MAX_OCCURRENCES = 1_000;

    private static final int MAX_RULE_LENGTH = 1_000;
    private static final int MAX_INTERVAL = 1_000;
    private static final int MAX_YEARS = 100;
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59, 999_000_000);
    private static final Set<Freq> WITHIN_THE_HOUR = EnumSet.of(Freq.SECONDLY, Freq.MINUTELY);

    private Recurrences() {}

    /**
     * Every due instant a rule gives, from the first due instant on. When that does not follow the rule itself, the first date after
     * it that does is the first occurrence.
     *
     * @param rrule value of an RFC 5545 RRULE, with COUNT or UNTIL; UNTIL may be a date (that whole day), a local date and time, or UTC
     * @param first DTSTART; its zone must exist
     * @return dues strictly ascending, 1 to {@link #MAX_OCCURRENCES}
     * @throws UnusableRecurrence when nothing can follow the rule
     */
    public static Terms.Recurrence expand(String rrule, Due first) {
        RecurrenceRule rule = parse(rrule);
        Integer count = rule.getCount();
        DateTime until = rule.getUntil();
        if (count == null && until == null) {
            throw new UnusableRecurrence(Problem.ENDLESS, "The rule needs an end: COUNT or UNTIL.");
        }
        if (count != null && count > MAX_OCCURRENCES) {
            throw tooMany();
        }
        requireModest(rule);
        String canonical = rule.toString();
        ZoneId zone = ZoneId.of(first.zone());
        Predicate<Instant> withinEnd = until == null ? ignored -> true : notAfter(until, zone);
        return new Terms.Recurrence(canonical, dues(endless(rule), first.at().atZone(zone), count, withinEnd));
    }

    private static RecurrenceRule parse(String rrule) {
        if (rrule.length() > MAX_RULE_LENGTH) {
            throw invalid("The rule is too long.");
        }
        try {
            return new RecurrenceRule(rrule, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | RuntimeException e) {
            // Without the cause: the parser quotes what it read.
            throw invalid("This is not a recurrence rule as RFC 5545 defines it.");
        }
    }

    /** Bounds the work that a rule can ask for before it gives a single date. */
    private static void requireModest(RecurrenceRule rule) {
        if (rule.getInterval() > MAX_INTERVAL) {
            throw invalid("The interval can be " + MAX_INTERVAL + " at most.");
        }
        // Not a constant: the library's Part must not be loaded before its RecurrenceRule.
        List<Part> selections = List.of(
                Part.BYMONTH,
                Part.BYWEEKNO,
                Part.BYYEARDAY,
                Part.BYMONTHDAY,
                Part.BYDAY,
                Part.BYHOUR,
                Part.BYMINUTE,
                Part.BYSECOND,
                Part.BYSETPOS);
        if (WITHIN_THE_HOUR.contains(rule.getFreq()) && selections.stream().anyMatch(rule::hasPart)) {
            throw invalid("A rule by the second or minute cannot select dates as well.");
        }
        for (Part part : List.of(Part.BYMINUTE, Part.BYSECOND)) {
            if (rule.hasPart(part) && rule.getByPart(part).size() > 1) {
                throw invalid("A rule can name one minute and one second, not several.");
            }
        }
    }

    private static RecurrenceRule endless(RecurrenceRule rule) {
        rule.setUntil(null);
        return rule;
    }

    private static List<Instant> dues(
            RecurrenceRule rule, ZonedDateTime first, @Nullable Integer count, Predicate<Instant> withinEnd) {
        LocalDateTime start = first.toLocalDateTime();
        int fraction = start.get(ChronoField.NANO_OF_SECOND);
        Instant horizon = first.plusYears(MAX_YEARS).toInstant();
        List<Instant> dues = new ArrayList<>();
        try {
            RecurrenceRuleIterator dates = rule.iterator(floating(start));
            while (count == null || dues.size() < count) {
                Instant due = instant(dates.nextDateTime(), fraction, first.getZone());
                if (!withinEnd.test(due)) {
                    break;
                }
                if (due.isAfter(horizon)) {
                    throw invalid("The rule reaches further than " + MAX_YEARS + " years.");
                }
                // A change of the clocks can make two local times one instant.
                if (dues.isEmpty() || due.isAfter(dues.getLast())) {
                    dues.add(due);
                }
                if (dues.size() > MAX_OCCURRENCES) {
                    throw tooMany();
                }
            }
        } catch (IllegalArgumentException e) {
            // The iterator gives up on a rule that selects next to nothing.
            if (count != null && !dues.isEmpty()) {
                throw invalid("The rule does not give as many dates as it asks for.");
            }
        }
        if (dues.isEmpty()) {
            throw new UnusableRecurrence(Problem.NONE, "No date follows from the rule.");
        }
        return dues;
    }

    private static Predicate<Instant> notAfter(DateTime until, ZoneId zone) {
        Instant last = endOf(until, zone);
        return due -> !due.isAfter(last);
    }

    /** The last instant that UNTIL still includes: of that day, or of that second. */
    private static Instant endOf(DateTime until, ZoneId zone) {
        try {
            LocalDateTime local = local(until, 999_999_999);
            if (until.isAllDay()) {
                ZonedDateTime next = local.toLocalDate().plusDays(1).atStartOfDay(zone);
                return next.toInstant().minusMillis(1);
            }
            return local.atZone(until.isFloating() ? zone : ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw invalid("UNTIL is not a date.");
        }
    }

    private static DateTime floating(LocalDateTime at) {
        return new DateTime(
                at.getYear(), at.getMonthValue() - 1, at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond());
    }

    private static LocalDateTime local(DateTime at, int nano) {
        return LocalDateTime.of(
                at.getYear(),
                at.getMonth() + 1,
                at.getDayOfMonth(),
                at.getHours(),
                at.getMinutes(),
                at.getSeconds(),
                nano);
    }

    private static Instant instant(DateTime at, int nano, ZoneId zone) {
        LocalDateTime local = local(at, nano);
        ZonedDateTime zoned = local.atZone(zone);
        // When an hour repeats before midnight, a day ends with its second round.
        return (local.toLocalTime().equals(END_OF_DAY) ? zoned.withLaterOffsetAtOverlap() : zoned).toInstant();
    }

    private static UnusableRecurrence invalid(String sentence) {
        return new UnusableRecurrence(Problem.INVALID, sentence);
    }

    private static UnusableRecurrence tooMany() {
        return new UnusableRecurrence(
                Problem.TOO_MANY, "The rule gives more than " + MAX_OCCURRENCES + " occurrences.");
    }
}
