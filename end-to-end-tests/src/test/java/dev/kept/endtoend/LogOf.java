package dev.kept.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the log of a running Kept says of failures. */
final class LogOf {

    private static final int MOST = 60;

    private LogOf() {}

    /** Lines that are errors or belong to a stack trace: the first of them. */
    static List<String> complaints(Path data) throws IOException {
        List<String> complaints = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data.resolve("log"))) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                try (Stream<String> lines = Files.lines(log)) {
                    lines.filter(line -> line.contains(" ERROR ") || line.matches("\\s+at .*\\(.*\\)"))
                            .limit(MOST)
                            .forEach(complaints::add);
                }
            }
        }
        return complaints;
    }
}
