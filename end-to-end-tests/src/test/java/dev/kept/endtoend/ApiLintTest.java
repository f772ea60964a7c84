package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The OpenAPI document as its linters see it. They come from npm, in the versions that src/test/lint names. */
@Tag("long")
class ApiLintTest {

    private static final Path SETTINGS = Path.of("src/test/lint").toAbsolutePath();
    private static final Path DOCUMENT =
            Path.of("../docs/openapi.json").toAbsolutePath().normalize();
    private static final Path PROGRAMS = Path.of("target/lint").toAbsolutePath();

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(PROGRAMS);
        Files.writeString(PROGRAMS.resolve("package.json"), Files.readString(SETTINGS.resolve("package.json")));
        run(List.of("npm", "install", "--no-fund", "--no-audit", "--no-package-lock"));
    }

    @Test
    void redocly_finds_no_error_and_no_warning() throws Exception {
        String output = run(
                List.of("npx", "redocly", "lint", "--config=" + SETTINGS.resolve("redocly.yaml"), DOCUMENT.toString()));

        assertThat(output).contains("Your API description is valid").doesNotContain("You have");
    }

    @Test
    void spectral_finds_no_error_and_no_warning() throws Exception {
        run(List.of(
                "npx",
                "spectral",
                "lint",
                "--fail-severity=hint",
                "--ruleset=" + SETTINGS.resolve("spectral.yaml"),
                DOCUMENT.toString()));
    }

    /** In the folder of the linters; what it said. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(PROGRAMS.toFile()).redirectErrorStream(true);
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
        return output;
    }
}
