package dev.kept.projections.pages;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How often something repeats: as people say it, and as RFC 5545 has it. */
final class Cadence {

    /** The days of a week as RFC 5545 names them. */
    static final List<Field.Option> DAYS = List.of(
            new Field.Option("MO", "Mon"),
            new Field.Option("TU", "Tue"),
            new Field.Option("WE", "Wed"),
            new Field.Option("TH", "Thu"),
            new Field.Option("FR", "Fri"),
            new Field.Option("SA", "Sat"),
            new Field.Option("SU", "Sun"));

    static final List<Field.Option> UNITS = List.of(
            new Field.Option("WEEKLY", "weeks"),
            new Field.Option("MONTHLY", "months"),
            new Field.Option("DAILY", "days"));

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,4}");
    private static final Pattern UNTIL = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2}).*");
    private static final Map<String, String> ONE = Map.of("WEEKLY", "week", "MONTHLY", "month", "DAILY", "day");

    private Cadence() {}

    /** The rule that was typed; null when nothing repeats. What cannot be a rule is one that the API will refuse. */
    static @Nullable String rule(Typed typed, Field field) {
        String name = field.name();
        String unit = typed.value(name).strip();
        if (unit.isEmpty()) {
            return null;
        }
        String every = typed.value(name + "-every").strip();
        String until = typed.value(name + "-until").strip();
        String count = typed.value(name + "-count").strip();
        String days = String.join(",", typed.values(name + "-days"));
        return Stream.of(
                        "FREQ=" + unit,
                        every.isEmpty() || every.equals("1") ? null : "INTERVAL=" + every,
                        days.isEmpty() || !unit.equals("WEEKLY") ? null : "BYDAY=" + days,
                        until.isEmpty() ? null : "UNTIL=" + compact(until),
                        until.isEmpty() && !count.isEmpty() ? "COUNT=" + count : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(";"));
    }

    private static String compact(String date) {
        try {
            return LocalDate.parse(date).format(DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            return date;
        }
    }

    /** What would have to be typed for a rule. */
    static Map<String, String[]> typed(String name, String rule) {
        Map<String, String[]> typed = new HashMap<>();
        parts(rule).forEach((part, value) -> {
            switch (part) {
                case "FREQ" -> typed.put(name, new String[] {value});
                case "INTERVAL" -> typed.put(name + "-every", new String[] {value});
                case "BYDAY" -> typed.put(name + "-days", value.split(","));
                case "COUNT" -> typed.put(name + "-count", new String[] {value});
                case "UNTIL" -> {
                    Matcher until = UNTIL.matcher(value);
                    if (until.matches()) {
                        typed.put(name + "-until", new String[] {until.replaceFirst("$1-$2-$3")});
                    }
                }
                default -> {}
            }
        });
        return typed;
    }

    private static Map<String, String> parts(String rule) {
        return Arrays.stream(rule.split(";"))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (one, other) -> one));
    }

    /** A rule as people say it, e.g. {@code every 2 weeks on Tue and Thu, 10 times}; the rule itself where it says more than that. */
    static String said(String rule, Function<LocalDate, String> date) {
        Map<String, String> parts = parts(rule);
        String unit = ONE.get(parts.getOrDefault("FREQ", ""));
        boolean plain = unit != null
                && List.of("FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST")
                        .containsAll(parts.keySet());
        String days = parts.getOrDefault("BYDAY", "");
        List<String> names = Arrays.stream(days.split(","))
                .flatMap(day -> DAYS.stream().filter(each -> each.value().equals(day)))
                .map(Field.Option::label)
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
