package dev.kept.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kept.http.tracing.Traces;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestTracesTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String REQUEST = "0123456789abcdef0123456789abcdef";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private static StubIssuer issuer;
    private static Collector collector;
    private static ConfigurableApplicationContext service;
    private static String root;

    @BeforeAll
    static void start() {
        issuer = new StubIssuer();
        collector = new Collector();
        SpringApplication application = new SpringApplication(Sample.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "kept.oauth.issuer", issuer.uri(),
                "kept.tracing.otlp-endpoint", collector.address(),
                "kept.tracing.sampled", "1"));
        service = application.run();
        root = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        service.close();
        collector.close();
        issuer.close();
    }

    @Test
    void a_request_is_a_trace_that_is_called_like_it() throws Exception {
        String id = hex();
        UUID thing = UUID.randomUUID();

        HttpResponse<String> answer = send("POST", "/api/things/" + thing + "/touch", Map.of("X-Request-Id", id), "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        Span span = span(id);
        assertThat(span.getName()).isEqualTo("POST /api/things/{thing}/touch");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
        assertThat(attributes(span))
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/api/things/{thing}/touch",
                        "http.response.status_code", "200",
                        "kept.operation", "touchThing",
                        "kept.request", id));
    }

    @Test
    void a_trace_that_the_caller_has_begun_goes_on() throws Exception {
        String trace = hex();

        send("GET", "/api/things", Map.of("traceparent", "00-" + trace + "-" + CALLER + "-01"), null);

        Span span = span(trace);
        assertThat(HexFormat.of().formatHex(span.getParentSpanId().toByteArray()))
                .isEqualTo(CALLER);
        assertThat(attributes(span).get("kept.request")).matches("[0-9a-f]{32}").isNotEqualTo(trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "00-1-x-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"})
    void what_is_no_traceparent_is_passed_over(String header) throws Exception {
        String id = hex();

        send("GET", "/api/things", Map.of("X-Request-Id", id, "traceparent", header), null);

        assertThat(span(id).getParentSpanId().isEmpty()).isTrue();
    }

    @Test
    void nothing_that_was_sent_is_in_a_span() throws Exception {
        String id = hex();

        send(
                "POST",
                "/api/things?search=Gehaltserhöhung".replace("ö", "%C3%B6"),
                Map.of(
                        "X-Request-Id",
                        id,
                        "User-Agent",
                        "Gehaltserhoehung",
                        "tracestate",
                        "kept=Gehaltserhoehung",
                        "baggage",
                        "who=Gehaltserhoehung"),
                "{\"title\":\"Gehaltserhoehung\",\"parts\":[{\"label\":\"Gehaltserhoehung\"}]}");
        send("GET", "/nowhere/Gehaltserhoehung", Map.of("X-Request-Id", hex()), null);
        span(id);

        for (Span span : collector.spans()) {
            assertThat(new String(span.toByteArray(), UTF_8))
                    .doesNotContain("Gehalt")
                    .doesNotContain("Bearer");
        }
    }

    @Test
    void while_it_is_answered_the_log_has_its_trace_and_so_has_another_thread_that_works_for_it() throws Exception {
        try (Traces traces = Traces.of(collector.address(), 1, "test")) {
            List<@Nullable String> seen = new ArrayList<>();
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/things");
            request.addHeader(RequestIds.HEADER, REQUEST);
            request.addHeader(Traces.HEADER, "00-" + TRACE + "-" + CALLER + "-00");

            new RequestIds()
                    .doFilter(
                            request,
                            new MockHttpServletResponse(),
                            (asked, answer) -> new RequestTraces(traces).doFilter(asked, answer, (own, its) -> {
                                seen.add(MDC.get("traceId"));
                                seen.add(Traces.currentHeader());
                                CompletableFuture.supplyAsync(RequestIds.carried(() -> {
                                            seen.add(MDC.get("traceId"));
                                            seen.add(Traces.currentHeader());
                                            return true;
                                        }))
                                        .join();
                            }));

            assertThat(seen).hasSize(4).doesNotContainNull();
            assertThat(seen.get(2)).isEqualTo(seen.getFirst()).isEqualTo(TRACE);
            assertThat(seen.get(3))
                    .isEqualTo(seen.get(1))
                    .startsWith("00-" + TRACE + "-")
                    .endsWith("-01");
            assertThat(MDC.get("traceId")).isNull();
            assertThat(Traces.currentHeader()).isNull();
        }
    }

    @Test
    void of_many_traces_the_share_is_recorded_whatever_their_callers_say_and_the_same_everywhere() {
        try (Traces here = Traces.of(collector.address(), 0.25, "here");
                Traces there = Traces.of(collector.address() + "/v1/traces", 0.25, "there")) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                ids.add(hex());
            }

            assertThat(ids.stream().filter(here::isRecorded).count()).isBetween(800L, 1_200L);
            assertThat(ids).allMatch(id -> here.isRecorded(id) == there.isRecorded(id));
            assertThat(here.isRecorded("0".repeat(32))).isFalse();
        }
    }

    @Test
    void none_are_made_without_a_collector_or_a_share() {
        for (Traces none : List.of(Traces.of("", 1, "test"), Traces.of(collector.address(), 0, "test"))) {
            assertThat(none.isOn()).isFalse();
            assertThat(none.isRecorded(TRACE)).isFalse();
            assertThat(none.child("anything")).isNull();
            assertThat(none.following("00-" + TRACE + "-" + CALLER + "-01", "anything"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"there:4318", "ftp://there", "http:///there", "http://somebody:password@ there", "not one"})
    void what_is_no_address_of_a_collector_is_refused_without_being_repeated(String address) {
        assertThatThrownBy(() -> Traces.of(address, 1, "test"))
                .hasMessageContaining("kept.tracing.otlp-endpoint")
                .hasMessageNotContaining(address);
        assertThatThrownBy(() -> Traces.of("", 1.5, "test")).hasMessageContaining("kept.tracing.sampled");
    }

    @Test
    void a_collector_that_is_away_blocks_nobody_and_is_told_of_once() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("ROOT");
        said.start();
        log.addAppender(said);
        try (Traces traces = Traces.of("http://127.0.0.1:" + closedPort(), 1, "test")) {
            long began = System.nanoTime();
            for (int batch = 0; batch < 4; batch++) {
                for (int i = 0; i < 5_000; i++) {
                    traces.begin(SpanContext.getInvalid(), hex(), "GET")
                            .startSpan()
                            .end();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
                Thread.sleep(1_200);
            }
        } finally {
            log.detachAppender(said);
        }

        assertThat(said.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The collector of traces does not take them; they are dropped until it does");
    }

    @Test
    void what_is_left_is_sent_at_the_end() {
        String id = hex();
        try (Traces traces = Traces.of(collector.address(), 1, "test")) {
            traces.begin(SpanContext.getInvalid(), id, "GET").startSpan().end();
        }

        assertThat(collector.spans())
                .anyMatch(span -> HexFormat.of()
                        .formatHex(span.getTraceId().toByteArray())
                        .equals(id));
    }

    private static HttpResponse<String> send(
            String method, String path, Map<String, String> headers, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", "Bearer " + issuer.token("someone"))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, UTF_8));
        headers.forEach(request::header);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static Span span(String trace) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            for (Span span : collector.spans()) {
                if (HexFormat.of().formatHex(span.getTraceId().toByteArray()).equals(trace)) {
                    return span;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no span of " + trace + " arrives");
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        each -> each.getValue().hasIntValue()
                                ? Long.toString(each.getValue().getIntValue())
                                : each.getValue().getStringValue()));
    }

    private static String hex() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
