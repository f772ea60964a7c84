package dev.kept.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BesideTest {

    @TempDir
    Path folder;

    private String before = "";

    @BeforeEach
    void remember_the_launcher() {
        before = System.getProperty(RunningKept.LAUNCHER, "");
    }

    @AfterEach
    void restore_the_launcher() {
        if (before.isEmpty()) {
            System.clearProperty(RunningKept.LAUNCHER);
        } else {
            System.setProperty(RunningKept.LAUNCHER, before);
        }
    }

    @Test
    void what_both_versions_measure_is_compared() throws Exception {
        version("here", "| relay | 2,400 (2,000 to 2,500) | 12.0 (11 to 13) |\n| only here | 7 (7 to 7) | |\n");
        Path there = version("there", "| relay | 1,200 (900 to 1,300) | 24.0 (11 to 13) |\n");
        Path results = folder.resolve("results.md");

        run(there, results);

        assertThat(Files.readString(results).lines().filter(line -> line.startsWith("| relay")))
                .map(line -> line.replaceAll(" +", " "))
                .containsExactly(
                        "| relay, entries/s | 2,400 (2,400 to 2,400) | 1,200 (1,200 to 1,200) | 2.00 (2.00 to 2.00) | 1.00 (1.00 to 1.00) |",
                        "| relay, computed, µs | 12.0 (12.0 to 12.0) | 24.0 (24.0 to 24.0) | 0.50 (0.50 to 0.50) | 1.00 (1.00 to 1.00) |");
        assertThat(Files.readString(results)).doesNotContain("only here");
    }

    @Test
    void a_version_that_cannot_be_measured_is_named_with_what_it_said() throws Exception {
        version("here", "| relay | 2,400 (2,000 to 2,500) | 12.0 (11 to 13) |\n");
        Path there = Files.createDirectories(folder.resolve("there"));
        script(there.resolve("kept"), "echo 'No JDK 25 was found.'; exit 1");

        assertThatThrownBy(() -> run(there, folder.resolve("results.md")))
                .hasMessageContaining("the other version could not be measured")
                .hasMessageContaining("No JDK 25 was found.");
    }

    private void run(Path other, Path results) throws Exception {
        Console console = new Console(System.out);
        Report report = new Report(results, console, Clock.systemUTC());
        new Beside(other, List.of("--rounds=1"), console, report).run(1);
    }

    /** A checkout whose launcher measures at once what it always measures; the first is the one that measures. */
    private Path version(String name, String rows) throws Exception {
        Path checkout = Files.createDirectories(folder.resolve(name));
        Path tables = folder.resolve(name + ".md");
        Files.writeString(
                tables,
                "### Relay\n\n| way | entries/s | computed, µs |\n| --- | --- | --- |\n" + rows + "\nA remark.\n");
        script(
                checkout.resolve("kept"),
                "for a; do case $a in --results=*) cp " + tables + " \"${a#--results=}\";; esac; done");
        if (System.getProperty(RunningKept.LAUNCHER, "").equals(before)) {
            System.setProperty(RunningKept.LAUNCHER, checkout.resolve("kept").toString());
        }
        return checkout;
    }

    private static void script(Path file, String line) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
