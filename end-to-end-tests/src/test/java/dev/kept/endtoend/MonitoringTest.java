package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators watch: what Kept counts, and what docker/monitoring asks of it. */
class MonitoringTest {

    private static final Path MONITORING = Path.of("../docker/monitoring");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:kept|http_server|jvm|process|logback|disk)_[a-z0-9_]+\\b");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @ParameterizedTest
    @CsvSource({"alerts.yaml, 10", "grafana-dashboard.json, 10", "alerts.cluster.yaml, 2"})
    void whatever_is_watched_is_counted(String file, int atLeast) throws Exception {
        Set<String> watched = METRIC.matcher(Files.readString(MONITORING.resolve(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(watched).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(counted()).containsAll(watched);
    }

    @Test
    void no_label_tells_of_a_person_or_a_ledger() throws Exception {
        SharedKept.person("Somebody").get("/api/ledgers");

        Set<String> telling = LABEL.matcher(scrape())
                .results()
                .map(label -> label.group(2))
                .filter(value -> value.contains("@") || ID.matcher(value).find())
                .collect(Collectors.toSet());

        assertThat(telling).isEmpty();
    }

    private static Set<String> counted() throws IOException, InterruptedException {
        return scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static String scrape() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(SharedKept.metrics())).build(), BodyHandlers.ofString())
                .body();
    }
}
