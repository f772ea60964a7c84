package dev.kept.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept as people run it: a process of its own. */
class UpTest {

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private Optional<Process> running = Optional.empty();

    @AfterEach
    void kill() {
        running.ifPresent(Process::destroyForcibly);
    }

    @Test
    void it_comes_up_after_a_kill_without_a_hand_and_stops_in_order_when_told_to() throws Exception {
        Process killed = up();
        assertAnswers(killed);
        killed.destroyForcibly();

        Process again = up();
        assertAnswers(again);
        List<ProcessHandle> servers = again.descendants().toList();
        again.toHandle().destroy();

        assertThat(again.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(again.inputReader().lines()).containsExactly("Kept stops.", "Kept has stopped.");
        assertThat(servers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("run.json")).doesNotExist();
        assertThat(data.resolve("postgresql/data/postmaster.pid")).doesNotExist();
    }

    private Process up() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dkept.postgres.programs="
                                + Path.of(System.getProperty("kept.broker.lib")).resolveSibling("postgresql"),
                        "-Dkept.broker.lib=" + System.getProperty("kept.broker.lib"),
                        "-Daxoniq.update-checker.disabled=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Kept.class.getName(),
                        "up",
                        "--port=0",
                        "--data=" + data)
                .redirectErrorStream(true)
                .start();
        running = Optional.of(process);
        return process;
    }

    private static void assertAnswers(Process process) throws IOException, InterruptedException {
        BufferedReader output = process.inputReader();
        String ready = "Kept is ready: ";
        StringBuilder said = new StringBuilder();
        String url = output.lines()
                .peek(line -> said.append(line).append('\n'))
                .filter(line -> line.startsWith(ready))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Kept did not become ready:\n" + said))
                .substring(ready.length());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> health = client.send(
                    HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("heldLedgers", "overdueSeconds", "parkedRecords");
        }
    }
}
