package dev.kept.tone;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How well labels are found, by category and over all of them: a sentence and a category count once. */
final class Measured {

    private final TreeMap<String, Count> byCategory = new TreeMap<>(Comparator.naturalOrder());

    /** Found rightly, found wrongly, missed. */
    private static final class Count {
        int right;
        int wrong;
        int missed;

        double precision() {
            return right + wrong == 0 ? 1 : (double) right / (right + wrong);
        }

        double recall() {
            return right + missed == 0 ? 1 : (double) right / (right + missed);
        }
    }

    static Measured of(ToneCheck check, String language, List<Labelled> sentences) {
        Measured measured = new Measured();
        for (Labelled each : sentences) {
            Set<String> found = labels(check.check(language, each.sentence()));
            Stream.concat(found.stream(), each.labels().stream()).distinct().forEach(label -> {
                Count count = measured.byCategory.computeIfAbsent(label, any -> new Count());
                if (!each.labels().contains(label)) {
                    count.wrong++;
                } else if (found.contains(label)) {
                    count.right++;
                } else {
                    count.missed++;
                }
            });
        }
        return measured;
    }

    static Set<String> labels(Tone tone) {
        return Stream.concat(tone.marks().stream(), tone.good().stream())
                .map(Note::category)
                .collect(Collectors.toSet());
    }

    /** Of what is marked alone, without what is good. */
    Measured ofMarks() {
        Measured marks = new Measured();
        marks.byCategory.putAll(byCategory);
        marks.byCategory.keySet().removeAll(Set.of("i-statement", "observation", "request"));
        return marks;
    }

    double precision() {
        return total().precision();
    }

    double recall() {
        return total().recall();
    }

    private Count total() {
        Count total = new Count();
        byCategory.values().forEach(count -> {
            total.right += count.right;
            total.wrong += count.wrong;
            total.missed += count.missed;
        });
        return total;
    }

    String table(String title) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%-14s %9s %7s  %s%n", title, "precision", "recall", "right, wrong, missed"));
        byCategory.forEach((category, count) -> table.append(line(category, count)));
        return table.append(line("all", total())).toString();
    }

    private static String line(String name, Count count) {
        return String.format(
                Locale.ROOT,
                "%-14s %9.3f %7.3f  %d, %d, %d%n",
                name,
                count.precision(),
                count.recall(),
                count.right,
                count.wrong,
                count.missed);
    }
}
