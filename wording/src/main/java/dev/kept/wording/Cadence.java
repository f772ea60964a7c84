package dev.kept.wording;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often something repeats, as people say it. */
public final class Cadence {

    /**
     * A day of the week.
     *
     * @param code as RFC 5545 names it
     */
    public record Day(String code, String name) {}

    private static final List<String> CODES = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,4}");
    private static final Pattern UNTIL = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2}).*");
    private static final List<String> UNITS = List.of("WEEKLY", "MONTHLY", "DAILY");

    private Cadence() {}

    /** The days of a week as a language shortens them. */
    public static List<Day> days(Locale locale) {
        return IntStream.range(0, CODES.size())
                .mapToObj(i -> new Day(
                        CODES.get(i),
                        DayOfWeek.of(i + 1)
                                .getDisplayName(TextStyle.SHORT_STANDALONE, locale)
                                .replace(".", "")))
                .toList();
    }

    /** The parts of a rule by their names, e.g. {@code FREQ}. */
    public static Map<String, String> parts(String rule) {
        return Arrays.stream(rule.split(";"))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (one, other) -> one));
    }

    /** A rule as people say it, e.g. {@code every 2 weeks on Tue and Thu, 10 times}; the rule itself where it says more than that. */
    public static String said(String rule, Function<LocalDate, String> date, Messages messages) {
        Map<String, String> parts = parts(rule);
        String unit = parts.getOrDefault("FREQ", "");
        String every = parts.getOrDefault("INTERVAL", "1");
        boolean plain = UNITS.contains(unit)
                && WHOLE.matcher(every).matches()
                && List.of("FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST")
                        .containsAll(parts.keySet());
        String days = parts.getOrDefault("BYDAY", "");
        List<String> names = Arrays.stream(days.split(","))
                .flatMap(day -> days(messages.locale()).stream()
                        .filter(each -> each.code().equals(day)))
                .map(Day::name)
                .toList();
        if (!plain || (!days.isEmpty() && names.size() != days.split(",").length)) {
            return rule;
        }
        String said = messages.text("cadence." + unit, Integer.parseInt(every));
        if (!names.isEmpty()) {
            said = messages.text("cadence.days", said, Words.list(messages, names));
        }
        String count = parts.get("COUNT");
        if (count != null && WHOLE.matcher(count).matches()) {
            said = messages.text("cadence.count", said, Integer.parseInt(count));
        }
        Matcher until = UNTIL.matcher(parts.getOrDefault("UNTIL", ""));
        if (until.matches()) {
            said = messages.text("cadence.until", said, date.apply(LocalDate.parse(until.replaceFirst("$1-$2-$3"))));
        }
        return said;
    }
}
