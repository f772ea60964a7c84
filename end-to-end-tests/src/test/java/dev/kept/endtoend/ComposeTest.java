package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker/compose.yaml as Docker's own client understands it; skipped where there is none. */
class ComposeTest {

    private static final Path EXAMPLE = Path.of("../docker/.env.example");

    @TempDir
    Path folder;

    private record Outcome(int code, String output) {}

    @BeforeEach
    void there_is_a_client_with_compose() throws InterruptedException {
        assumeTrue(hasCompose(), "there is no docker client with compose here");
    }

    @Test
    void it_is_understood_when_every_setting_has_a_value() throws Exception {
        Path settings = settings(Files.readAllLines(EXAMPLE));

        Outcome outcome = config(settings);

        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("front-door", "logServerErrorDetail=false", "openapi.json");
    }

    @Test
    void nothing_starts_while_a_setting_is_missing() throws Exception {
        for (String name : names()) {
            List<String> others = names().stream()
                    .filter(it -> !it.equals(name))
                    .map(it -> it + "=")
                    .toList();

            Outcome outcome = config(settings(others));

            assertThat(outcome.code()).as(name).isNotZero();
            assertThat(outcome.output()).contains(name);
        }
    }

    private static List<String> names() throws IOException {
        return Files.readAllLines(EXAMPLE).stream()
                .filter(line -> line.endsWith("=") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.length() - 1))
                .toList();
    }

    private Path settings(List<String> lines) throws IOException {
        return Files.write(
                folder.resolve("env"),
                lines.stream()
                        .map(line -> line.endsWith("=") ? line + "https://value.example" : line)
                        .toList());
    }

    private static Outcome config(Path settings) throws IOException, InterruptedException {
        return docker("compose", "--env-file", settings.toString(), "-f", "../docker/compose.yaml", "config");
    }

    private static boolean hasCompose() throws InterruptedException {
        try {
            return docker("compose", "version").code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Outcome docker(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
