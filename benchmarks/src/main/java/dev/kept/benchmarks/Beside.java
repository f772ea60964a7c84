package dev.kept.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The benchmarks of another version of Kept, by its own launcher, in turns with this version's: this one, the other, and this one again.
 * What both give under the same name is compared.
 */
final class Beside {

    private static final int LINES_SHOWN = 30;
    private static final double LEAST_CONTROL = 0.88;
    private static final double MOST_CONTROL = 1.12;

    private final Path other;
    private final List<String> options;
    private final Console console;
    private final Report report;

    /**
     * @param other a checkout of the other version
     * @param options of {@code ./kept bench} that both know
     */
    Beside(Path other, List<String> options, Console console, Report report) {
        this.other = other;
        this.options = List.copyOf(options);
        this.console = console;
        this.report = report;
    }

    /** A figure's name in the tables. */
    private record Figure(String row, String column) {}

    void run(int rounds) throws IOException, InterruptedException {
        Figures all = new Figures();
        Path own = Path.of(System.getProperty(RunningKept.LAUNCHER, "./kept"));
        for (int round = 1; round <= rounds; round++) {
            Map<Figure, Double> first = measured(own, "this version", round);
            Map<Figure, Double> theirs = measured(other.resolve("kept"), "the other version", round);
            Map<Figure, Double> second = measured(own, "this version again", round);
            first.forEach((figure, value) -> {
                Double othersValue = theirs.get(figure);
                Double again = second.get(figure);
                if (othersValue != null && again != null && othersValue > 0 && value > 0) {
                    String row = figure.row() + ", " + figure.column();
                    all.add(row, "this version", (value + again) / 2);
                    all.add(row, "the other", othersValue);
                    all.add(row, "this ÷ the other", (value + again) / 2 / othersValue);
                    all.add(row, "control: again ÷ first", again / value);
                }
            });
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("the two versions have no figure in common");
        }
        report.add(
                all.table("Beside another version", "figure"),
                "In turns: this version, the other, this one again. A line whose control is outside %s to %s says nothing."
                        .formatted(LEAST_CONTROL, MOST_CONTROL));
    }

    private Map<Figure, Double> measured(Path launcher, String which, int round)
            throws IOException, InterruptedException {
        Path results = Files.createTempFile("kept-benchmark-beside", ".md");
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "bench", "--results=" + results));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last.add(line);
                if (last.size() > LINES_SHOWN) {
                    last.remove();
                }
                if (line.startsWith("[")) {
                    console.say("round %d, %s: %s".formatted(round, which, line));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(which + " could not be measured:\n" + String.join("\n", last));
        }
        Map<Figure, Double> figures = figures(Files.readAllLines(results));
        Files.delete(results);
        return figures;
    }

    /** What the tables of a file of results hold, by the medians. */
    static Map<Figure, Double> figures(List<String> lines) {
        Map<Figure, Double> figures = new LinkedHashMap<>();
        List<String> head = List.of();
        for (String line : lines) {
            if (!line.startsWith("| ")) {
                head = List.of();
            } else if (head.isEmpty()) {
                head = cells(line);
            } else if (!line.startsWith("| --")) {
                List<String> cells = cells(line);
                for (int i = 1; i < cells.size(); i++) {
                    if (!cells.get(i).isEmpty()) {
                        String median = cells.get(i).replaceAll(" \\(.*", "").replace(",", "");
                        figures.put(new Figure(cells.getFirst(), head.get(i)), Double.parseDouble(median));
                    }
                }
            }
        }
        return figures;
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(2, line.lastIndexOf(" |")).split("\\|", -1)).stream()
                .map(String::strip)
                .toList();
    }
}
