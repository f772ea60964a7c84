package dev.kept.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.WireTypes;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.keys.KeyChain;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.VerifierKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kept as people run it: a process of its own. */
class UpTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What people or dates bring about: the key is changed by operators alone. */
    private static final Set<String> TYPES = WireTypes.names().stream()
            .filter(name -> !KeyChange.isTypeOfOne(name))
            .collect(Collectors.toSet());

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
        while (!types.equals(TYPES) && System.nanoTime() < deadline) {
            types = typesOfTheDemo(url);
        }
        assertThat(types)
                .as("the demo shows each type of entry at least once, and survives")
                .containsExactlyInAnyOrderElementsOf(TYPES);
        List<ProcessHandle> servers = again.descendants().toList();
        again.toHandle().destroy();

        assertThat(again.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(again.inputReader().lines()).containsExactly("Kept stops.", "Kept has stopped.");
        assertThat(servers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("run.json")).doesNotExist();
        assertThat(data.resolve("postgresql/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_new_key_takes_over_in_every_ledger_and_kept_goes_on_with_it() throws Exception {
        Process first = up("--demo");
        String url = assertAnswers(first);
        String ledger = ledgers(url).getFirst().get("ledger").asString();
        VerifierKey before = key(url, ledger);
        assertThat(rotateKey(2)).contains("Kept runs in this folder. Stop it first.");
        first.toHandle().destroy();
        first.waitFor();

        Path file = data.resolve("secrets/signing-key");
        String key = Files.readString(file);
        Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
        Process refused = up();
        assertThat(refused.inputReader().lines().toList())
                .anyMatch(line -> line.contains("is not the key that has signed tree heads of this store so far"));
        assertThat(refused.waitFor()).isEqualTo(1);
        Files.writeString(file, key);

        assertThat(rotateKey(0)).contains("ledgers were changed. Fingerprint of the new key: ");

        Process again = up();
        url = assertAnswers(again);
        VerifierKey after = key(url, ledger);
        assertThat(after).isNotEqualTo(before);
        JsonNode changes = JSON.readTree(asked(url + "/api/ledgers/" + ledger + "/tree-key", token(url)))
                .get("changes");
        assertThat(changes).hasSize(1);
        KeyChange change = KeyChange.in(Base64.getDecoder()
                        .decode(changes.get(0).get("statement").asString()))
                .orElseThrow();
        change.requireSigned();
        assertThat(change.oldKey()).isEqualTo(before);
        assertThat(change.newKey()).isEqualTo(after);
        byte[] head =
                asked(url + "/api/ledgers/" + ledger + "/tree-head", token(url)).getBytes(StandardCharsets.UTF_8);
        SignedTreeHead opened =
                new KeyChain(before.name(), List.of(before), List.of(change)).open(SignedNote.parse(head));
        assertThat(opened.signatures()).extracting(VerifierKey.Verified::key).containsExactly(after);
        try (Stream<Path> secrets = Files.list(data.resolve("secrets"))) {
            assertThat(secrets.map(each -> each.getFileName().toString())
                            .filter(name -> name.startsWith("signing-key")))
                    .hasSize(3)
                    .contains("signing-key", "signing-key.before.public");
        }
    }

    private VerifierKey key(String url, String ledger) throws IOException, InterruptedException {
        return VerifierKey.parse(JSON.readTree(asked(url + "/api/ledgers/" + ledger + "/tree-key", token(url)))
                .get("verifierKey")
                .asString());
    }

    /** What it says, once it has ended with this code. */
    private String rotateKey(int code) throws IOException, InterruptedException {
        Process process = start("rotate-key", "--data=" + data);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }

    /** The types of all entries in the ledgers of somebody who plays a part in both. */
    private Set<String> typesOfTheDemo(String url) throws IOException, InterruptedException {
        String token = token(url);
        Set<String> types = new HashSet<>();
        for (JsonNode ledger : ledgers(url)) {
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

    private List<JsonNode> ledgers(String url) throws IOException, InterruptedException {
        return JSON.readTree(asked(url + "/api/ledgers", token(url)))
                .get("items")
                .valueStream()
                .toList();
    }

    private String token(String url) throws IOException, InterruptedException {
        JsonNode deniz = JSON.readTree(Files.readString(data.resolve("demo.json")))
                .get("people")
                .valueStream()
                .filter(person -> person.get("name").asString().startsWith("Deniz"))
                .findFirst()
                .orElseThrow();
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                                + deniz.get("clientId").asString() + "&client_secret="
                                + deniz.get("clientSecret").asString()))))
                .get("access_token")
                .asString();
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
        List<String> arguments = new ArrayList<>(List.of("up", "--port=0", "--data=" + data));
        arguments.addAll(List.of(more));
        Process process = start(arguments.toArray(String[]::new));
        running = Optional.of(process);
        return process;
    }

    private static Process start(String... arguments) throws IOException {
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
                Kept.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
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
