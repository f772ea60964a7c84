package dev.kept.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The results: each table goes to the console when it is there, and into the file, which is whole after every table. */
final class Report {

    private final Path file;
    private final Console console;
    private final Processors processors = new Processors();
    private final StringBuilder text = new StringBuilder();

    Report(Path file, Console console, Clock clock) {
        this.file = file;
        this.console = console;
        text.append("# Results of ")
                .append(clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .append("\n\n")
                .append(Machine.described())
                .append("\n\nMedians of the rounds, with the least and the most in brackets.\n");
    }

    void add(Table table, String... remarks) {
        String markdown = table.markdown() + "\n" + String.join("\n", remarks) + "\n" + processors.sinceLast() + "\n";
        console.say("\n" + markdown);
        text.append('\n').append(markdown);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }
}
