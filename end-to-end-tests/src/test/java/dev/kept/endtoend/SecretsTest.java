package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whoever may list processes on the machine learns no secret of Kept's. */
class SecretsTest {

    private static final int SHORTEST = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void no_process_has_a_secret_among_its_arguments_or_in_its_environment() throws IOException {
        List<String> secrets = secrets();
        String folder = SharedKept.secrets().getParent().toString();
        List<String> processes = processes();

        assertThat(secrets).hasSizeGreaterThan(8);
        // Kept itself, PostgreSQL, the broker.
        assertThat(processes).filteredOn(process -> process.contains(folder)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(processes).noneMatch(process -> secrets.stream().anyMatch(process::contains));
    }

    private static List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SharedKept.secrets())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("public"))
                    .toList()) {
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.length() >= SHORTEST)
                        .forEach(secrets::add);
            }
        }
        return secrets;
    }

    /** Of each process its arguments and its environment. */
    private static List<String> processes() throws IOException {
        try (Stream<Path> running = Files.list(Path.of("/proc"))) {
            return running.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(process -> said(process, "cmdline") + said(process, "environ"))
                    .toList();
        }
    }

    /** Nothing for a process that has just ended, or that is somebody else's. */
    private static String said(Path process, String what) {
        try {
            return new String(Files.readAllBytes(process.resolve(what)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
