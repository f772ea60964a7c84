package dev.kept.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that reads well on a console and in Markdown alike. */
record Table(String title, List<String> head, List<List<String>> lines) {

    Table {
        head = List.copyOf(head);
        lines = lines.stream().map(List::copyOf).toList();
    }

    String markdown() {
        List<Integer> widths = IntStream.range(0, head.size())
                .mapToObj(column -> Math.max(
                        head.get(column).length(),
                        lines.stream()
                                .mapToInt(line -> line.get(column).length())
                                .max()
                                .orElse(0)))
                .toList();
        StringBuilder text = new StringBuilder("### " + title + "\n\n");
        text.append(line(head, widths));
        text.append(line(widths.stream().map("-"::repeat).toList(), widths));
        lines.forEach(line -> text.append(line(line, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths.get(column) - cells.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
