package dev.kept.commitments.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random rules of the parts that are taken, written out a second time by an implementation that shares nothing with ours (lib-recur).
 * It says nothing about rules for which lib-recur gives up: it does so after some thousand steps without a date.
 */
class SecondOpinionTest {

    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    @Test
    void a_thousand_rules_give_the_same_dates() {
        assertAlike(1_000, 20_261_129);
    }

    @Test
    @Tag("long")
    void twenty_thousand_rules_give_the_same_dates() {
        assertAlike(20_000, 5_545);
    }

    private static void assertAlike(int rules, long seed) {
        Random random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < rules; i++) {
            String rule = rule(random);
            ZoneId zone = ZoneId.of(any(random, ZONES));
            LocalDateTime first = LocalDate.of(2026, 1, 1)
                    .plusDays(random.nextInt(1_500))
                    .atTime(LocalTime.of(random.nextInt(24), random.nextInt(4) * 15));
            List<LocalDate> theirs = theirs(rule, first);
            if (theirs.isEmpty()) {
                continue;
            }
            if (theirs.getLast().isAfter(first.toLocalDate().plusYears(100))) {
                assertThatExceptionOfType(UnusableRecurrence.class)
                        .isThrownBy(() -> Recurrences.expand(rule, Start.local(first, zone)));
                continue;
            }
            List<Instant> ours =
                    Recurrences.expand(rule, Start.local(first, zone)).dues();
            assertThat(ours.stream().map(due -> LocalDate.ofInstant(due, zone)))
                    .as("%s from %s in %s", rule, first, zone)
                    .isEqualTo(theirs);
            assertTimes(ours, first.toLocalTime(), zone);
            compared++;
        }
        assertThat(compared).isGreaterThan(rules * 9 / 10);
    }

    /** The local time is the one that was posted, save where that day's clocks skip it. */
    private static void assertTimes(List<Instant> dues, LocalTime time, ZoneId zone) {
        for (Instant due : dues) {
            LocalDateTime posted = LocalDate.ofInstant(due, zone).atTime(time);
            boolean skipped = zone.getRules().getValidOffsets(posted).isEmpty();
            assertThat(LocalDateTime.ofInstant(due, zone).equals(posted)).isEqualTo(!skipped);
        }
    }

    /** Empty where it gives up. */
    private static List<LocalDate> theirs(String rule, LocalDateTime first) {
        try {
            RecurrenceRule parsed = new RecurrenceRule(rule, RfcMode.RFC5545_STRICT);
            RecurrenceRuleIterator dates = parsed.iterator(new DateTime(
                    first.getYear(),
                    first.getMonthValue() - 1,
                    first.getDayOfMonth(),
                    first.getHour(),
                    first.getMinute(),
                    0));
            List<LocalDate> theirs = new ArrayList<>();
            while (dates.hasNext()) {
                DateTime date = dates.nextDateTime();
                theirs.add(LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth()));
            }
            return theirs;
        } catch (InvalidRecurrenceRuleException e) {
            throw new AssertionError(rule + " is no rule for lib-recur", e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String rule(Random random) {
        String frequency = any(random, List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY"));
        boolean months = random.nextInt(4) == 0;
        boolean byMonth = frequency.equals("MONTHLY") || frequency.equals("YEARLY");
        boolean monthDays =
                !frequency.equals("WEEKLY") && (!frequency.equals("YEARLY") || months) && random.nextInt(3) == 0;
        boolean days = random.nextInt(3) > 0;
        boolean numbered = days && byMonth && !monthDays && random.nextBoolean();
        StringBuilder rule = new StringBuilder("FREQ=").append(frequency);
        if (random.nextBoolean()) {
            rule.append(";INTERVAL=").append(1 + random.nextInt(byMonth ? 3 : 6));
        }
        if (months) {
            rule.append(";BYMONTH=").append(several(random, () -> 1 + random.nextInt(12)));
        }
        if (monthDays) {
            rule.append(";BYMONTHDAY=").append(several(random, () -> signed(random, 31)));
        }
        if (days) {
            int most = frequency.equals("YEARLY") && !months ? 53 : 5;
            rule.append(";BYDAY=")
                    .append(several(random, () -> (numbered ? signed(random, most) : "") + any(random, DAYS)));
        }
        if (!frequency.equals("YEARLY") && (months || monthDays || days) && random.nextInt(4) == 0) {
            rule.append(";BYSETPOS=").append(signed(random, frequency.equals("DAILY") ? 1 : 2));
        }
        if (random.nextInt(3) == 0) {
            rule.append(";WKST=").append(any(random, DAYS));
        }
        return rule.append(";COUNT=").append(1 + random.nextInt(12)).toString();
    }

    private static int signed(Random random, int most) {
        return (1 + random.nextInt(most)) * (random.nextBoolean() ? 1 : -1);
    }

    private static String several(Random random, Supplier<Object> one) {
        return String.join(
                ",",
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(ignored -> one.get().toString())
                        .distinct()
                        .toList());
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
