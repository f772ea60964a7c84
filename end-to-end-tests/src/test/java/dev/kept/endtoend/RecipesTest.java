package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Each recipe of docs/recipes.md does what it says, as it stands there. */
class RecipesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern SETTING = Pattern.compile("\\$\\{\\{ \\w+\\.(\\w+) }}");
    private static final String RECORD = """
            # Release on Tuesdays

            * Status: accepted

            ## Context and Problem Statement

            Both teams are there on Wednesdays.

            ## Decision Outcome

            Chosen option: "Tuesdays".
            """;
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    private Path folder;

    private Client ada;
    private Client bea;
    private TwoParties parties;

    @BeforeEach
    void meet() throws IOException {
        Client one = Client.of("Ada", folder);
        Client other = Client.of("Bea", folder);
        parties = TwoParties.meet(one.person(), other.person());
        ada = one.with("KEPT_LEDGER", parties.ledger());
        bea = other.with("KEPT_LEDGER", parties.ledger());
        Client.jar(folder.resolve("tools/kept-client.jar"));
    }

    @Test
    void the_step_for_github_delivers_once_however_often_the_job_runs() throws IOException {
        TwoParties.Promise promise = parties.promise(Duration.ofDays(3));
        JsonNode step = YAML.readTree(block("yaml", text -> text.contains("GITHUB_RUN_ID")))
                .at("/jobs/contract-tests/steps")
                .valueStream()
                .filter(each -> each.has("run"))
                .findFirst()
                .orElseThrow();
        Map<String, String> settings = Map.of(
                "KEPT_URL", SharedKept.url(),
                "KEPT_LEDGER", parties.ledger(),
                "KEPT_CLIENT_ID", ada.variables().get("KEPT_CLIENT_ID"),
                "KEPT_CLIENT_SECRET", ada.variables().get("KEPT_CLIENT_SECRET"),
                "KEPT_COMMITMENT", promise.id());
        Client job = ada.without("KEPT_")
                .with("GITHUB_REF_NAME", "v4.3")
                .with("GITHUB_RUN_ID", "4413")
                .with("GITHUB_SERVER_URL", "https://github.example")
                .with("GITHUB_REPOSITORY", "platform/api");
        for (Map.Entry<String, JsonNode> variable : step.get("env").properties()) {
            Matcher setting = SETTING.matcher(variable.getValue().asString());
            assertThat(setting.matches()).as(variable.getKey()).isTrue();
            job = job.with(variable.getKey(), settings.get(setting.group(1)));
        }

        job.script(step.get("run").asString()).expect(0);
        job.script(step.get("run").asString()).expect(0);

        JsonNode delivered = bea.run("show", promise.id(), "--json").expect(0).json();
        assertThat(delivered.get("state").asString()).isEqualTo("delivered");
        assertThat(delivered.at("/occurrences/0/deliveries"))
                .singleElement()
                .satisfies(
                        delivery -> assertThat(delivery.at("/evidence/0/link").asString())
                                .isEqualTo("https://github.example/platform/api/actions/runs/4413"));
    }

    @Test
    void the_job_for_gitlab_puts_records_forward_once() throws IOException {
        record();
        String script = YAML.readTree(block("yaml", text -> text.contains("CI_PROJECT_URL")))
                .at("/decisions/script")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining("\n"));
        Client job = ada.with("CI_PROJECT_URL", "https://gitlab.example/platform/api")
                .with("CI_DEFAULT_BRANCH", "main");

        assertThat(job.script(script).expect(0).output()).contains("would be put forward", ":1  put forward ");
        assertThat(job.script(script).expect(0).output()).contains("was put forward before");

        JsonNode decisions =
                bea.run("list", "decisions", "--json").expect(0).json().get("items");
        assertThat(decisions).singleElement().satisfies(decision -> {
            assertThat(decision.get("state").asString()).isEqualTo("proposed");
            assertThat(decision.at("/evidence/0/link").asString())
                    .isEqualTo("https://gitlab.example/platform/api/-/blob/main/docs/adr/0001-release-on-tuesdays.md");
        });
    }

    @Test
    void the_program_for_a_chat_tells_of_each_entry_and_believes_nobody_else() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        HttpServer chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/services/T0/B0", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        chat.start();
        ada.run("show", "--at-least", "2").expect(0);
        int port = freePort();
        URI address = URI.create("http://127.0.0.1:" + port + "/");
        String secret = ada.person()
                .post(parties.path("/webhooks"), Map.of("url", address.toString(), "kinds", List.of("commitment")))
                .expect(201)
                .text("secret");
        Path program = Files.writeString(folder.resolve("chat.mjs"), block("js", text -> true));
        ProcessBuilder node = new ProcessBuilder("node", program.toString()).redirectErrorStream(true);
        node.environment()
                .putAll(Map.of(
                        "KEPT_URL",
                        SharedKept.url(),
                        "KEPT_WEBHOOK_SECRET",
                        secret,
                        "CHAT_URL",
                        "http://127.0.0.1:" + chat.getAddress().getPort() + "/services/T0/B0",
                        "PORT",
                        String.valueOf(port)));
        Process running = node.start();
        try {
            assertThat(running.inputReader().readLine()).isEqualTo("Listening on " + port);

            int forged = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .header("webhook-id", "1")
                                    .header("webhook-timestamp", String.valueOf(System.currentTimeMillis() / 1000))
                                    .header("webhook-signature", "v1,AAAA")
                                    .POST(BodyPublishers.ofString("{\"type\":\"forged\"}"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            TwoParties.Promise promise = parties.promise(Duration.ofDays(3));
            String message = told.poll(30, SECONDS);

            assertThat(forged).isEqualTo(401);
            assertThat(message).isNotNull();
            assertThat(Person.JSON.readTree(message).get("text").asString())
                    .isEqualTo("Kept, side A: commitment made. <" + SharedKept.url() + "/ledgers/" + parties.ledger()
                            + "/entries/" + promise.sequence() + "|Read the entry>");
            assertThat(told).isEmpty();
        } finally {
            running.destroy();
            chat.stop(0);
        }
    }

    @Test
    void records_and_the_table_are_imported_as_it_stands_there() throws IOException {
        Files.writeString(folder.resolve("promises.csv"), block("csv", text -> true));
        record();
        String commands = block("sh", text -> text.contains("import csv"));

        String output = ada.script("kept() { java -jar tools/kept-client.jar \"$@\"; }\n" + commands)
                .expect(0)
                .output();

        assertThat(output)
                .contains("0001-release-on-tuesdays.md:1", "promises.csv:2", "promises.csv:3")
                .contains("Answer every question within a day");
        assertThat(bea.run("list", "waiting").expect(0).output()).contains("answer-request", "Freeze the API");
    }

    private void record() throws IOException {
        Path records = Files.createDirectories(folder.resolve("docs/adr"));
        Files.writeString(records.resolve("0001-release-on-tuesdays.md"), RECORD);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String block(String language, Predicate<String> which) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../docs/recipes.md")))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .filter(which)
                .findFirst()
                .orElseThrow();
    }
}
