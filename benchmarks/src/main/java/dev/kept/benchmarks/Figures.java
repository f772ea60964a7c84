package dev.kept.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rounds gave, by row and column, in the order in which they came first. */
final class Figures {

    private final Map<String, Map<String, List<Double>>> rounds = new LinkedHashMap<>();

    void add(String row, String column, double value) {
        rounds.computeIfAbsent(row, ignored -> new LinkedHashMap<>())
                .computeIfAbsent(column, ignored -> new ArrayList<>())
                .add(value);
    }

    Spread spread(String row, String column) {
        return Spread.of(rounds.getOrDefault(row, Map.of()).getOrDefault(column, List.of()));
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** One line for each row, one column for each figure: medians with the least and the most. */
    Table table(String title, String rowsAre) {
        List<String> columns = rounds.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .toList();
        List<List<String>> lines = new ArrayList<>();
        rounds.forEach((row, values) -> {
            List<String> line = new ArrayList<>(List.of(row));
            columns.forEach(column -> line.add(
                    values.containsKey(column)
                            ? Spread.of(values.getOrDefault(column, List.of())).shown()
                            : ""));
            lines.add(line);
        });
        List<String> head = new ArrayList<>(List.of(rowsAre));
        head.addAll(columns);
        return new Table(title, head, lines);
    }
}
