package dev.kept.http.status;

import dev.kept.http.status.StatusLine.Level;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** How everything stands, a line each, and below it what to do. */
public final class StatusReport {

    private static final int NOTHING_TO_DO = 0;
    private static final int SOMETHING_TO_DO = 1;

    private final List<StatusLine> lines = new ArrayList<>();

    public StatusReport add(List<StatusLine> more) {
        lines.addAll(more);
        return this;
    }

    /** @return the exit code: 1 when something does not go by itself, else 0 */
    public int print(PrintWriter console) {
        int what = width(lines.stream().map(StatusLine::what).toList());
        int value = width(lines.stream().map(StatusLine::value).toList());
        for (StatusLine line : lines) {
            console.println(("%-5s  %-" + what + "s  %-" + value + "s")
                    .formatted(word(line.level()), line.what(), line.value())
                    .stripTrailing());
        }
        for (StatusLine line : lines) {
            if (line.advice() != null) {
                console.println();
                console.println("%s (%s): %s".formatted(line.what(), line.value(), line.advice()));
            }
        }
        console.flush();
        return lines.stream().anyMatch(line -> line.level() == Level.ACT) ? SOMETHING_TO_DO : NOTHING_TO_DO;
    }

    private static String word(Level level) {
        return switch (level) {
            case FINE -> "fine";
            case WATCH -> "watch";
            case ACT -> "ACT";
        };
    }

    private static int width(List<String> column) {
        return column.stream().mapToInt(String::length).max().orElse(1);
    }
}
