package dev.kept.wording;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How often something repeats, as people say it. */
public final class Cadence {

    /**
     * A day of the week.
     *
     * @param code as RFC 5545 names it
     */
    public record Day(String code, String name) {}

    /** The days of a week. */
    public static final List<Day> DAYS = List.of(
            new Day("MO", "Mon"),
            new Day("TU", "Tue"),
            new Day("WE", "Wed"),
            new Day("TH", "Thu"),
            new Day("FR", "Fri"),
            new Day("SA", "Sat"),
            new Day("SU", "Sun"));

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,4}");
    private static final Pattern UNTIL = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2}).*");
    private static final Map<String, String> ONE = Map.of("WEEKLY", "week", "MONTHLY", "month", "DAILY", "day");

    private Cadence() {}

    /** The parts of a rule by their names, e.g. {@code FREQ}. */
    public static Map<String, String> parts(String rule) {
        return Arrays.stream(rule.split(";"))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (one, other) -> one));
    }

    /** A rule as people say it, e.g. {@code every 2 weeks on Tue and Thu, 10 times}; the rule itself where it says more than that. */
    public static String said(String rule, Function<LocalDate, String> date) {
        Map<String, String> parts = parts(rule);
        String unit = ONE.get(parts.getOrDefault("FREQ", ""));
        boolean plain = unit != null
                && List.of("FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST")
                        .containsAll(parts.keySet());
        String days = parts.getOrDefault("BYDAY", "");
        List<String> names = Arrays.stream(days.split(","))
                .flatMap(day -> DAYS.stream().filter(each -> each.code().equals(day)))
                .map(Day::name)
                .toList();
        if (!plain || (!days.isEmpty() && names.size() != days.split(",").length)) {
            return rule;
        }
        String every = parts.getOrDefault("INTERVAL", "1");
        StringBuilder said =
                new StringBuilder(every.equals("1") ? "every " + unit : "every " + every + " " + unit + "s");
        if (!names.isEmpty()) {
            said.append(" on ").append(joined(names));
        }
        String count = parts.get("COUNT");
        if (count != null && WHOLE.matcher(count).matches()) {
            said.append(", ").append(count).append(count.equals("1") ? " time" : " times");
        }
        Matcher until = UNTIL.matcher(parts.getOrDefault("UNTIL", ""));
        if (until.matches()) {
            said.append(", until ").append(date.apply(LocalDate.parse(until.replaceFirst("$1-$2-$3"))));
        }
        return said.toString();
    }

    private static String joined(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
