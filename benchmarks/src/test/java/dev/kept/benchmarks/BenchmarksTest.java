package dev.kept.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class BenchmarksTest {

    @Test
    void what_is_measured_without_the_launcher_is_written_down() throws Exception {
        Path results = Path.of("target", "results.md");

        int code = Benchmarks.run("--results=" + results);

        assertThat(code).isZero();
        assertThat(Files.readString(results)).contains("Append path", "length of its ledger", "Relay", "Read side");
    }
}
