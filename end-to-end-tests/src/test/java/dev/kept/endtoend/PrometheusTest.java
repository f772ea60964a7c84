package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus, from Debian's package, over a running Kept with the files of docker/monitoring. It is installed where that is
 * possible; elsewhere the test is skipped.
 */
@Tag("long")
class PrometheusTest {

    private static final Path MONITORING = Path.of("../docker/monitoring");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path folder;

    private static Process prometheus;
    private static int port;

    private record Ran(int code, String out) {}

    @BeforeAll
    static void start() throws Exception {
        if (!isInstalled() && run("apt-get", "update").code == 0) {
            run("apt-get", "install", "-y", "--no-install-recommends", "prometheus");
        }
        assumeTrue(isInstalled(), "Debian's package 'prometheus' is not here and cannot be installed");
        String target = SharedKept.metrics().replaceAll("http://|/metrics", "");
        Files.copy(MONITORING.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
        Files.writeString(
                folder.resolve("prometheus.yaml"),
                Files.readString(MONITORING.resolve("prometheus.yaml"))
                        .replace("15s", "1s")
                        .replaceAll("(?s)- accounts:9464.*", "- " + target + "\n"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yaml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        await("up{job=\"kept\"} == 1");
        // Something to see.
        SharedKept.person("Somebody").get("/api/ledgers");
        await("sum(increase(http_server_requests_seconds_count[30s])) > 0");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.destroy();
            prometheus.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts-test.yaml", "alerts.cluster-test.yaml"})
    void alerts_do_what_their_own_test_says(String file) throws Exception {
        Ran ran = run("promtool", "test", "rules", MONITORING.resolve(file).toString());

        assertThat(ran.code).as(ran.out).isZero();
    }

    @Test
    void nothing_is_wrong_with_a_kept_that_runs() throws Exception {
        JsonNode rules = JSON.readTree(get("/api/v1/rules"));
        List<String> healths = new ArrayList<>();
        for (JsonNode group : rules.at("/data/groups")) {
            group.get("rules").forEach(rule -> healths.add(rule.get("health").asString()));
        }

        assertThat(healths).hasSizeGreaterThan(10).doesNotContain("err");
        assertThat(query("ALERTS{alertstate=\"firing\"}")).isEmpty();
    }

    @Test
    void each_panel_of_the_dashboard_has_something_to_show() throws Exception {
        JsonNode dashboard = JSON.readTree(Files.readString(MONITORING.resolve("grafana-dashboard.json")));
        List<String> empty = new ArrayList<>();
        int asked = 0;
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.get("expr").asString().replace("$__rate_interval", "30s");
                asked++;
                if (query(expression).isEmpty()) {
                    empty.add(panel.get("title").asString() + ": " + expression);
                }
            }
        }

        assertThat(asked).isGreaterThan(20);
        assertThat(empty).isEmpty();
    }

    private static void await(String expression) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (System.nanoTime() < deadline) {
            try {
                if (!query(expression).isEmpty()) {
                    return;
                }
            } catch (IOException e) {
                // It has not opened its port yet.
                assertThat(prometheus.isAlive())
                        .as(Files.readString(folder.resolve("said")))
                        .isTrue();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError(expression + " does not come true:\n" + Files.readString(folder.resolve("said")));
    }

    private static List<JsonNode> query(String expression) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)));
        assertThat(answer.path("status").asString())
                .as(expression + ": " + answer)
                .isEqualTo("success");
        List<JsonNode> found = new ArrayList<>();
        answer.at("/data/result").forEach(found::add);
        return found;
    }

    private static String get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static boolean isInstalled() {
        return run("promtool", "--version").code == 0 && run("prometheus", "--version").code == 0;
    }

    /** A command that is not there ends like one that failed. */
    private static Ran run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ran(process.waitFor(), out);
        } catch (IOException e) {
            return new Ran(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
