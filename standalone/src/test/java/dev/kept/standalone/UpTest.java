package dev.kept.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.WireTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kept as people run it: a process of its own. */
class UpTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration TIME_TO_CATCH_UP = Duration.ofSeconds(20);
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
        Process killed = up("--demo");
        assertAnswers(killed);
        killed.destroyForcibly();

        Process again = up();
        String url = assertAnswers(again);
        long deadline = System.nanoTime() + TIME_TO_CATCH_UP.toNanos();
        Set<String> types = typesOfTheDemo(url);
        while (!types.equals(WireTypes.names()) && System.nanoTime() < deadline) {
            types = typesOfTheDemo(url);
        }
        assertThat(types)
                .as("the demo shows each type of entry at least once, and survives")
                .containsExactlyInAnyOrderElementsOf(WireTypes.names());
        List<ProcessHandle> servers = again.descendants().toList();
        again.toHandle().destroy();

        assertThat(again.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(again.inputReader().lines()).containsExactly("Kept stops.", "Kept has stopped.");
        assertThat(servers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("run.json")).doesNotExist();
        assertThat(data.resolve("postgresql/data/postmaster.pid")).doesNotExist();
    }

    /** The types of all entries in the ledgers of somebody who plays a part in both. */
    private Set<String> typesOfTheDemo(String url) throws IOException, InterruptedException {
        JsonNode deniz = JSON.readTree(Files.readString(data.resolve("demo.json")))
                .get("people")
                .valueStream()
                .filter(person -> person.get("name").asString().startsWith("Deniz"))
                .findFirst()
                .orElseThrow();
        String token = JSON.readTree(send(HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                                + deniz.get("clientId").asString() + "&client_secret="
                                + deniz.get("clientSecret").asString()))))
                .get("access_token")
                .asString();
        Set<String> types = new HashSet<>();
        for (JsonNode ledger : JSON.readTree(asked(url + "/api/ledgers", token)).get("items")) {
            String export = url + "/api/ledgers/" + ledger.get("ledger").asString() + "/export";
            asked(export, token)
                    .lines()
                    .map(JSON::readTree)
                    .filter(line -> line.has("statement"))
                    .forEach(entry -> types.add(JSON.readTree(Base64.getDecoder()
                                    .decode(entry.get("statement").asString()))
                            .get("type")
                            .asString()));
        }
        return types;
    }

    private static String asked(String url, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }

    private Process up(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dkept.postgres.programs="
                        + Path.of(System.getProperty("kept.broker.lib")).resolveSibling("postgresql"),
                "-Dkept.broker.lib=" + System.getProperty("kept.broker.lib"),
                "-Daxoniq.update-checker.disabled=true",
                "-cp",
                System.getProperty("java.class.path"),
                Kept.class.getName(),
                "up",
                "--port=0",
                "--data=" + data));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        running = Optional.of(process);
        return process;
    }

    /** Where it answers. */
    private static String assertAnswers(Process process) throws IOException, InterruptedException {
        BufferedReader output = process.inputReader();
        String ready = "Kept is ready: ";
        StringBuilder said = new StringBuilder();
        String url = output.lines()
                .peek(line -> said.append(line).append('\n'))
                .filter(line -> line.startsWith(ready))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Kept did not become ready:\n" + said))
                .substring(ready.length());
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))))
                .contains("heldLedgers", "overdueSeconds", "parkedRecords");
        return url;
    }
}
