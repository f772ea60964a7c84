package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrustedProxiesTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLIENT = "203.0.113.7";
    private static final StubIssuer ISSUER = new StubIssuer();

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/8, fd00::/8", "192.0.2.1"})
    void headers_of_a_peer_that_is_not_trusted_are_ignored(String trusted) throws Exception {
        try (ConfigurableApplicationContext service = behind(trusted)) {
            HttpResponse<String> answer = connection(service, CLIENT);

            assertThat(address(answer)).isEqualTo("127.0.0.1");
            assertThat(url(answer)).startsWith("http://127.0.0.1:");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0/8", "10.0.0.0/8,127.0.0.1", "::1, 127.0.0.1/32"})
    void a_trusted_proxy_says_who_the_client_is_and_that_it_came_by_tls(String trusted) throws Exception {
        try (ConfigurableApplicationContext service = behind(trusted)) {
            HttpResponse<String> answer = connection(service, CLIENT);

            assertThat(address(answer)).isEqualTo(CLIENT);
            assertThat(url(answer)).startsWith("https://127.0.0.1");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000", "includeSubDomains"));
        }
    }

    @Test
    void a_trusted_proxy_says_at_which_port_people_reach_it() throws Exception {
        String[] headers = {"X-Forwarded-Proto", "http", "X-Forwarded-Port", "8080"};
        try (ConfigurableApplicationContext service = behind("127.0.0.1")) {
            assertThat(url(send(service, "/api/connection", CLIENT, headers))).startsWith("http://127.0.0.1:8080/");
        }
        try (ConfigurableApplicationContext service = behind("192.0.2.1")) {
            assertThat(url(send(service, "/api/connection", CLIENT, headers))).doesNotContain(":8080");
        }
    }

    @Test
    void what_the_client_itself_put_before_the_proxys_word_is_not_believed() throws Exception {
        try (ConfigurableApplicationContext service = behind("127.0.0.1,10.0.0.0/8")) {
            assertThat(address(connection(service, "198.51.100.1, " + CLIENT))).isEqualTo(CLIENT);
            assertThat(address(connection(service, "127.0.0.1, " + CLIENT + ", 10.1.2.3")))
                    .isEqualTo(CLIENT);
        }
    }

    @Test
    void nobody_becomes_an_operator_of_this_machine_by_a_header() throws Exception {
        try (ConfigurableApplicationContext service = behind("127.0.0.1")) {
            for (String forwarded : new String[] {CLIENT, "127.0.0.1", "::1"}) {
                assertThat(send(service, "/actuator/metrics", forwarded).statusCode())
                        .isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "127\\..*"})
    void a_setting_that_is_no_network_stops_the_start(String trusted) {
        assertThatThrownBy(() -> behind(trusted).close()).hasStackTraceContaining("kept.http.trusted-proxies");
    }

    private static HttpResponse<String> connection(ConfigurableApplicationContext service, String forwardedFor)
            throws Exception {
        return send(service, "/api/connection", forwardedFor);
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext service, String path, String forwardedFor)
            throws Exception {
        return send(service, path, forwardedFor, "X-Forwarded-Proto", "https");
    }

    private static HttpResponse<String> send(
            ConfigurableApplicationContext service, String path, String forwardedFor, String... more) throws Exception {
        String port = service.getEnvironment().getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", forwardedFor)
                .headers(more);
        if (path.startsWith("/api/")) {
            request.header("Authorization", "Bearer " + ISSUER.token("someone"));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String address(HttpResponse<String> answer) {
        return json(answer).at("/address").stringValue();
    }

    private static String url(HttpResponse<String> answer) {
        return json(answer).at("/url").stringValue();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static ConfigurableApplicationContext behind(String trusted) {
        SpringApplication application = new SpringApplication(Sample.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                "0",
                "server.address",
                "127.0.0.1",
                "kept.oauth.issuer",
                ISSUER.uri(),
                "kept.http.trusted-proxies",
                trusted));
        return application.run();
    }
}
