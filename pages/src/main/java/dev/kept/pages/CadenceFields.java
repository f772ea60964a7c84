package dev.kept.pages;

import dev.kept.wording.Cadence;
import dev.kept.wording.Words;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How often something repeats: as it is typed in a form, and as RFC 5545 has it. */
final class CadenceFields {

    private static final Pattern UNTIL = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2}).*");

    private CadenceFields() {}

    /** The days of a week, by their names of RFC 5545. */
    static List<Field.Option> days(Words words) {
        return Cadence.days(words.messages().locale()).stream()
                .map(day -> new Field.Option(day.code(), day.name()))
                .toList();
    }

    static List<Field.Option> units(Words words) {
        return Stream.of("WEEKLY", "MONTHLY", "DAILY")
                .map(unit -> new Field.Option(unit, words.text("page.fields.unit-" + unit)))
                .toList();
    }

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
        Cadence.parts(rule).forEach((part, value) -> {
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
}
