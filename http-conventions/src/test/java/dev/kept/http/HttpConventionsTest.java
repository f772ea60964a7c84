package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpConventionsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static StubIssuer issuer;
    private static ConfigurableApplicationContext service;
    private static String root;
    private static String token;

    @BeforeAll
    static void start() {
        issuer = new StubIssuer();
        SpringApplication application = new SpringApplication(Sample.class);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("kept.oauth.issuer", issuer.uri()),
                Map.entry("kept.rate-limit.commands-per-second", "1"),
                Map.entry("kept.rate-limit.burst", "150"),
                Map.entry("kept.rate-limit.queries-per-second", "1"),
                Map.entry("kept.rate-limit.query-burst", "300"),
                Map.entry("kept.expensive.per-person", "2"),
                Map.entry("kept.expensive.in-all", "3"),
                Map.entry("kept.expensive.patience", "1s"),
                Map.entry("kept.metrics.port", "0"),
                Map.entry("kept.http.arrival", "3s"),
                Map.entry("kept.http.silence", "2s")));
        service = application.run();
        root = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
        token = issuer.token("someone");
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    @Nested
    class Bodies {

        @Test
        void a_good_body_is_read() throws Exception {
            var answer = post("{\"title\":\"Täglich 😀\",\"parts\":[{\"label\":\"x\"}],\"from\":2,\"text\":null}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).at("/title").stringValue()).isEqualTo("Täglich 😀");
            assertThat(json(answer).at("/span").stringValue()).isEqualTo("2-9");
        }

        @ParameterizedTest
        @CsvSource({"\u200b\u2060,blank", "\u3164,blank", "Pay\u202etcejorp,invalid-text", "\u2067ab\u2069,invalid-text"
        })
        void a_title_that_cannot_be_seen_or_reads_in_another_order_is_refused(String title, String code)
                throws Exception {
            var answer = post("{\"title\":\"%s\",\"parts\":[{\"label\":\"x\"}],\"from\":2}".formatted(title));

            assertProblem(answer, 400, "invalid-fields");
            assertThat(json(answer).at("/errors/0/pointer").stringValue()).isEqualTo("#/title");
            assertThat(json(answer).at("/errors/0/code").stringValue()).isEqualTo(code);
        }

        @Test
        void everything_wrong_is_reported_at_once() throws Exception {
            var answer = post("""
                {"text":"%s","progress":101,"flagged":"yes","colour":"BLUE","from":5,"to":3,
                 "parts":[{"label":"ok"},{"lable":"x"},7],"main":{"label":" ","link":4},"tilte":"x","a/b":1}
                """.formatted("x".repeat(10_001)));

            assertProblem(answer, 400, "invalid-fields");
            assertThat(json(answer).at("/errors").values())
                    .extracting(e ->
                            e.at("/pointer").stringValue() + " " + e.at("/code").stringValue())
                    .containsExactlyInAnyOrder(
                            "#/title missing",
                            "#/text too-long",
                            "#/progress out-of-range",
                            "#/flagged wrong-type",
                            "#/colour invalid-value",
                            "#/to out-of-order",
                            "#/parts/1/label missing",
                            "#/parts/1/lable unknown-field",
                            "#/parts/2 wrong-type",
                            "#/main/label blank",
                            "#/main/link wrong-type",
                            "#/tilte unknown-field",
                            "#/a~1b unknown-field");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "null",
                    "7",
                    "\"x\"",
                    "{",
                    "{\"title\":}",
                    "{\"title\":\"a\",}",
                    "{\"title\":\"a\"}{}",
                    "{\"title\":\"a\"} x",
                    "{'title':'a'}",
                    "{\"title\":\"a\",\"title\":\"b\"}",
                    "{\"title\":NaN}",
                    "{\"title\":\"a\u0000b\"}",
                    "{\"title\":\"a\nb\"}",
                    "/* c */{}",
                    "\uFEFF{\"title\":\"a\"}",
                    " "
                })
        void what_is_no_strict_json_is_malformed(String body) throws Exception {
            assertProblem(post(body), 400, "malformed-json");
        }

        @Test
        void depth_and_numbers_have_limits() throws Exception {
            assertProblem(post("{\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}"), 400, "malformed-json");
            assertProblem(post("{\"progress\":" + "9".repeat(1_000) + "}"), 400, "malformed-json");
            assertProblem(post("{\"title\":\"a\",\"progress\":1e999999999}"), 400, "invalid-fields");
            assertProblem(post("{\"title\":\"a\",\"progress\":99999999999999999999}"), 400, "invalid-fields");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\\u0000b", "a\\ud800b", "\\udc00", "a\\nb", "", "   "})
        void a_title_that_is_no_text_is_refused(String title) throws Exception {
            assertProblem(post("{\"title\":\"" + title + "\"}"), 400, "invalid-fields");
        }

        @Test
        void a_key_that_is_no_text_comes_back_clean() throws Exception {
            var answer = post("{\"title\":\"a\",\"x\\ud800\\u0000\":1}");

            assertProblem(answer, 400, "invalid-fields");
            assertThat(json(answer).at("/errors/0/pointer").stringValue()).isEqualTo("#/x\uFFFD\uFFFD");
        }

        @Test
        void other_encodings_than_utf_8_are_refused() throws Exception {
            byte[] latin = {'{', '"', 't', 'i', 't', 'l', 'e', '"', ':', '"', (byte) 0xE4, '"', '}'};
            byte[] surrogate = {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'};
            for (byte[] body : List.of(
                    latin,
                    surrogate,
                    "{\"title\":\"a\"}".getBytes(StandardCharsets.UTF_16),
                    "{\"title\":\"a\"}".getBytes(StandardCharsets.UTF_16LE))) {
                assertProblem(
                        send(request("/api/things").POST(BodyPublishers.ofByteArray(body))), 400, "malformed-json");
            }
        }

        @Test
        void an_empty_body_is_an_empty_object() throws Exception {
            var answer = post("");

            assertProblem(answer, 400, "invalid-fields");
            assertThat(json(answer).at("/errors/0/code").stringValue()).isEqualTo("missing");
        }

        @Test
        void a_body_of_256_kb_is_read_and_one_byte_more_is_not_declared_or_chunked() throws Exception {
            String fits = "{\"title\":\"a\"}" + " ".repeat(256 * 1024 - 13);

            assertThat(post(fits).statusCode()).isEqualTo(200);
            assertThat(send(request("/api/things").POST(chunked(fits))).statusCode())
                    .isEqualTo(200);
            assertProblem(post(fits + " "), 413, "body-too-large");
            assertProblem(send(request("/api/things").POST(chunked(fits + " "))), 413, "body-too-large");
        }

        @Test
        void only_json_is_taken() throws Exception {
            for (String type :
                    List.of("text/plain", "application/xml", "application/json;charset=UTF-16", "nonsense")) {
                assertProblem(
                        send(request("/api/things")
                                .setHeader("Content-Type", type)
                                .POST(BodyPublishers.ofString("{\"title\":\"a\"}"))),
                        415,
                        "unsupported-media-type");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x", "multipart/mixed; boundary="})
        void a_body_in_parts_is_not_taken_for_an_empty_one(String type) throws Exception {
            String part = "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na\r\n--x--\r\n";
            HttpRequest.Builder touch = request("/api/things/00000000-0000-0000-0000-000000000001/touch")
                    .setHeader("Content-Type", type);

            assertProblem(send(touch.copy().POST(BodyPublishers.ofString(part))), 415, "unsupported-media-type");
            assertProblem(send(touch.copy().POST(chunked(part + " ".repeat(256 * 1024)))), 413, "body-too-large");
            assertThat(get("/api/things", type).statusCode()).isEqualTo(200);
        }

        @Test
        void a_tag_that_a_proxy_made_weak_counts() throws Exception {
            assertThat(send(request("/api/things")
                                    .setHeader("If-Match", "W/\"7\"")
                                    .POST(BodyPublishers.ofString("{\"title\":\"a\"}")))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void headers_are_checked_together_with_the_body() throws Exception {
            var answer = send(request("/api/things?x=1")
                    .setHeader("If-Match", "\"7")
                    .setHeader("Idempotency-Key", "a b")
                    .POST(BodyPublishers.ofString("{}")));

            assertThat(json(answer).at("/errors").values())
                    .extracting(e -> e.at("/pointer").stringValue())
                    .containsExactlyInAnyOrder("#/query/x", "#/header/If-Match", "#/header/Idempotency-Key", "#/title");
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "\"7", "\"\"", "\"x\"", "\"-1\"", "\"1\", \"2\"", "\"9999999999999999999999\""})
        void an_if_match_that_is_no_tag_of_ours_is_refused(String tag) throws Exception {
            assertProblem(
                    send(request("/api/things")
                            .setHeader("If-Match", tag)
                            .POST(BodyPublishers.ofString("{\"title\":\"a\"}"))),
                    400,
                    "invalid-fields");
        }
    }

    @Nested
    class Queries {

        @Test
        void parameters_have_defaults_and_limits() throws Exception {
            assertThat(json(get("/api/things")).at("/items/0").intValue()).isEqualTo(50);
            assertThat(json(get("/api/things?limit=200")).at("/items/0").intValue())
                    .isEqualTo(200);
        }

        @Test
        void a_parameter_that_is_a_list_may_be_given_more_than_once() throws Exception {
            assertThat(json(get("/api/things?any=RED&any=GREEN")).at("/items/1").intValue())
                    .isEqualTo(2);
            assertThat(json(get("/api/things?any=RED")).at("/items/1").intValue())
                    .isEqualTo(1);
            assertThat(json(get("/api/things?any=RED&any=blue"))
                            .at("/errors/0/pointer")
                            .stringValue())
                    .isEqualTo("#/query/any/1");
        }

        @Test
        void everything_wrong_is_reported_at_once() throws Exception {
            var answer = send(request("/api/things?limit=201&colour=blue&cursor=x&foo=1&foo=2")
                    .setHeader("Kept-At-Least", "-1")
                    .GET());

            assertThat(json(answer).at("/errors").values())
                    .extracting(e ->
                            e.at("/pointer").stringValue() + " " + e.at("/code").stringValue())
                    .containsExactlyInAnyOrder(
                            "#/query/limit out-of-range",
                            "#/query/colour invalid-value",
                            "#/query/cursor invalid-value",
                            "#/query/foo unknown-field",
                            "#/query/foo repeated",
                            "#/header/Kept-At-Least invalid-value");
        }

        @Test
        void a_cursor_is_taken_back_unless_it_was_altered_or_is_another_lists() throws Exception {
            String next = json(get("/api/things")).at("/next").stringValue();

            assertThat(get("/api/things?cursor=" + next).statusCode()).isEqualTo(200);
            for (int i = 0; i < next.length(); i++) {
                char other = next.charAt(i) == 'A' ? 'B' : 'A';
                String altered = next.substring(0, i) + other + next.substring(i + 1);
                assertProblem(get("/api/things?cursor=" + altered), 400, "invalid-fields");
            }
            assertProblem(get("/api/things?cursor=" + Cursor.of(7).encoded("others")), 400, "invalid-fields");
        }

        @Test
        void a_cursor_is_not_made_without_the_servers_key() throws Exception {
            byte[] payload = "9".getBytes(StandardCharsets.UTF_8);
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update("things".getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            byte[] digest = sha.digest(payload);
            for (int check : new int[] {8, 16}) {
                byte[] forged = Arrays.copyOf(digest, check + payload.length);
                System.arraycopy(payload, 0, forged, check, payload.length);
                String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
                assertProblem(get("/api/things?cursor=" + cursor), 400, "invalid-fields");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "99999999999999999999"})
        void a_cursor_of_another_version_is_a_field_error(String part) throws Exception {
            assertProblem(get("/api/things?cursor=" + Cursor.of(part).encoded("things")), 400, "invalid-fields");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"%00=1", "%00", "x=%00", "%0D%0A=1", "%1F=1", "x%7F=1", "%ff=1", "x=%C0%80", "x=%ED%A0%80"})
        void a_query_that_nobody_can_read_is_the_callers_fault(String query) throws Exception {
            for (String path : List.of("/api/things", "/api/me", "/actuator/health", "/nowhere", "/error")) {
                assertProblem(get(path + "?" + query), 400, "malformed-query");
            }
            assertProblem(
                    send(request("/api/things?" + query).POST(BodyPublishers.ofString("{\"title\":\"a\"}"))),
                    400,
                    "malformed-query");
        }

        @ParameterizedTest
        @CsvSource({"Accept,application/json;charset=utf-16", "Accept,x", "Content-Type,application/*", "Content-Type,x"
        })
        void what_monitoring_says_of_itself_is_no_500_either(String header, String value) throws Exception {
            assertThat(send(request("/actuator/health").setHeader(header, value).GET())
                            .statusCode())
                    .isIn(200, 406);
            assertThat(send(request("/actuator/info").setHeader(header, value).GET())
                            .statusCode())
                    .isIn(200, 406);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AAAAAAAA-0000-0000-0000-000000000001",
                    "1-1-1-1-1",
                    "aaaaaaaa0-000-0000-0000-000000000001",
                    "%7Baaaaaaaa-0000-0000-0000-000000000001%7D",
                    "aaaaaaaa-0000-0000-0000-000000000001%20"
                })
        void an_id_has_one_spelling_in_a_path(String id) throws Exception {
            assertProblem(
                    send(request("/api/things/" + id + "/touch").POST(BodyPublishers.noBody())), 404, "not-found");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0x2", "+2", "02", "-0", "2%20", "%D9%A2", "2.0", "9223372036854775808", "#2"})
        void a_number_has_one_spelling_in_a_path(String number) throws Exception {
            assertProblem(get("/api/numbers/" + number.replace("#", "%23")), 404, "not-found");
            assertThat(get("/api/numbers/2").body()).isEqualTo("{\"number\":2}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/problem+json",
                    "text/html",
                    "application/json;charset=utf-16",
                    "application/json;charset=utf-16, */*",
                    "*/*;q=0",
                    "application/json;q=x",
                    "garbage"
                })
        void a_command_whose_answer_nobody_takes_is_refused_before_it_is_recorded(String accept) throws Exception {
            int made = Sample.MADE.get();

            for (HttpRequest.Builder request : List.of(
                    request("/api/things").POST(BodyPublishers.ofString("{\"title\":\"a\"}")),
                    request("/api/things").GET())) {
                assertProblem(send(request.setHeader("Accept", accept)), 406, "not-acceptable");
            }
            assertThat(Sample.MADE).hasValue(made);
        }
    }

    @Nested
    class Refusals {

        @Test
        void a_refusal_has_code_sentence_and_facts() throws Exception {
            var answer = get("/api/faults/refusal?x=1");

            assertProblem(answer, 409, "not-a-party");
            assertThat(answer.body())
                    .isEqualTo("{\"type\":\"urn:kept:problem:not-a-party\",\"title\":\"Not a party\",\"status\":409,"
                            + "\"detail\":\"Only a party may do that.\",\"instance\":\"/api/faults/refusal\","
                            + "\"code\":\"not-a-party\",\"facts\":{\"side\":\"A\"}}");
        }

        @Test
        void every_answer_names_its_request() throws Exception {
            assertThat(get("/api/faults/unforeseen").headers().firstValue(RequestIds.HEADER))
                    .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{32}"));
            assertThat(get("/nowhere").headers().firstValue(RequestIds.HEADER)).isPresent();
        }

        @Test
        void nothing_of_an_unforeseen_failure_gets_out() throws Exception {
            var answer = get("/api/faults/unforeseen");

            assertProblem(answer, 500, "internal-error");
            assertThat(json(answer).at("/facts/incident").stringValue()).hasSize(36);
            assertThat(answer.body()).doesNotContain("nobody may see", "Exception");
        }

        /** A statement, a lock, an idle transaction, a transaction. */
        @ParameterizedTest
        @ValueSource(strings = {"57014", "55P03", "25P03", "25P04"})
        void a_database_that_takes_too_long_is_503(String state) throws Exception {
            assertProblem(get("/api/faults/slow-database?state=" + state), 503, "temporarily-unavailable");
        }

        @Test
        void a_database_that_is_away_is_503() throws Exception {
            var answer = get("/api/faults/database");

            assertProblem(answer, 503, "temporarily-unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        }

        @Test
        void a_database_that_went_away_in_the_middle_of_a_transaction_is_503() throws Exception {
            assertProblem(get("/api/faults/closed-connection"), 503, "temporarily-unavailable");
        }

        @Test
        void what_no_controller_answers_for_is_a_problem_too() throws Exception {
            assertProblem(get("/api/nowhere"), 404, "not-found");
            assertProblem(get("/nowhere"), 404, "not-found");
            assertProblem(get("/api/things/x/touch"), 405, "method-not-allowed");
            assertProblem(get("/api/a%2Fb"), 400, "bad-request");
            assertProblem(get("/api//things;x=1"), 400, "bad-request");
            assertProblem(
                    send(request("/api/me").setHeader("Accept", "image/png").GET()), 406, "not-acceptable");
            assertProblem(
                    send(request("/api/nowhere")
                            .setHeader("Accept", "text/html")
                            .GET()),
                    404,
                    "not-found");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "1-1-1-1-1", "%00", "00000000-0000-0000-0000-00000000000g", "%F0%9F%98%80"})
        void an_id_that_is_none_names_nothing(String id) throws Exception {
            var answer = send(request("/api/things/" + id + "/touch").POST(BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isIn(400, 404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }

        @Test
        void methods_that_are_not_offered_are_named() throws Exception {
            var answer = send(request("/api/things").method("DELETE", BodyPublishers.noBody()));

            assertProblem(answer, 405, "method-not-allowed");
            assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
        }
    }

    @Nested
    class Tokens {

        @Test
        void a_person_has_the_same_id_whenever_they_come() throws Exception {
            JsonNode me = json(get("/api/me"));

            assertThat(me.at("/member").stringValue())
                    .isEqualTo(Caller.memberOf(issuer.uri(), "someone").toString());
            assertThat(Caller.memberOf(issuer.uri(), "someone").version()).isEqualTo(8);
            assertThat(Caller.memberOf(issuer.uri(), "someone").variant()).isEqualTo(2);
            assertThat(me.at("/name").stringValue()).isEqualTo("Some One");
        }

        @Test
        void without_a_token_nobody_comes_in() throws Exception {
            var answer =
                    send(HttpRequest.newBuilder(URI.create(root + "/api/me")).GET());

            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }

        @Test
        void tokens_that_are_not_for_here_are_refused() throws Exception {
            try (StubIssuer foreign = new StubIssuer()) {
                String[] parts = token.split("\\.", -1);
                for (String bad : List.of(
                        foreign.token("someone"),
                        foreign.token(claims -> claims.issuer(issuer.uri())),
                        issuer.token(claims -> claims.issuer(foreign.uri())),
                        issuer.token(claims -> claims.audience("another")),
                        issuer.token(claims -> claims.audience((String) null)),
                        issuer.token(claims -> claims.subject(null)),
                        issuer.token(claims -> claims.expirationTime(null)),
                        issuer.token(claims -> claims.expirationTime(Date.from(Instant.EPOCH))),
                        issuer.token(claims ->
                                claims.notBeforeTime(Date.from(Instant.now().plusSeconds(3_600)))),
                        "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                        parts[0] + "." + parts[1] + ".AAAA",
                        "nonsense")) {
                    var answer = send(request("/api/me")
                            .setHeader("Authorization", "Bearer " + bad)
                            .GET());

                    assertProblem(answer, 401, "unauthenticated");
                    assertThat(answer.headers().firstValue("WWW-Authenticate"))
                            .contains("Bearer error=\"invalid_token\"");
                }
            }
        }

        @Test
        void a_name_is_cleaned_and_never_missing() throws Exception {
            String odd = issuer.token(claims -> claims.claim("name", "\u0000\n" + "x".repeat(300)));
            String nameless = issuer.token(claims -> claims.claim("name", null));

            assertThat(nameOf(odd)).isEqualTo("x".repeat(200));
            assertThat(nameOf(nameless)).isEqualTo("Member");
        }

        private static String nameOf(String token) throws Exception {
            return json(send(request("/api/me")
                            .setHeader("Authorization", "Bearer " + token)
                            .GET()))
                    .at("/name")
                    .stringValue();
        }
    }

    @Nested
    class Rate {

        @Test
        void a_person_who_posts_too_much_waits_and_others_do_not() throws Exception {
            String wild = issuer.token("wild");
            HttpResponse<String> answer = touch(wild);
            for (int i = 0; i < 400 && answer.statusCode() == 200; i++) {
                answer = touch(wild);
            }

            assertProblem(answer, 429, "too-many-requests");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(touch(token).statusCode()).isEqualTo(200);
        }

        @Test
        void reading_too_much_is_slowed_down_without_taking_from_writing() throws Exception {
            String wild = issuer.token("curious");
            HttpRequest.Builder me = request("/api/me")
                    .setHeader("Authorization", "Bearer " + wild)
                    .GET();
            HttpResponse<String> answer = send(me);
            for (int i = 0; i < 800 && answer.statusCode() == 200; i++) {
                answer = send(me);
            }

            assertProblem(answer, 429, "too-many-requests");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(touch(wild).statusCode()).isEqualTo(200);
            assertThat(get("/api/me").statusCode()).isEqualTo(200);
        }

        private static HttpResponse<String> touch(String token) throws Exception {
            return send(request("/api/things/00000000-0000-0000-0000-000000000001/touch")
                    .setHeader("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.noBody()));
        }
    }

    @Nested
    class Requests_that_arrive_slowly {

        private static final String POST = "POST /api/things/00000000-0000-0000-0000-000000000001/touch HTTP/1.1\r\n";

        @Test
        void in_their_head_end_in_time() throws Exception {
            try (Socket socket = connected()) {
                assertEndsUnderDrips(socket, POST + "Host: localhost\r\nX-Slow: ");
            }
        }

        @Test
        void in_their_body_end_in_time() throws Exception {
            try (Socket socket = connected()) {
                assertEndsUnderDrips(socket, HEAD + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
            }
        }

        @Test
        void in_a_chunked_body_end_in_time() throws Exception {
            try (Socket socket = connected()) {
                assertEndsUnderDrips(
                        socket, HEAD + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFF\r\n{");
            }
        }

        @Test
        void and_stop_are_answered_that_they_did_not_arrive() throws Exception {
            try (Socket socket = connected()) {
                socket.getOutputStream()
                        .write((HEAD + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"request-timeout\"");
            }
        }

        @Test
        void in_malformed_chunks_are_a_bad_request() throws Exception {
            try (Socket socket = connected()) {
                socket.getOutputStream()
                        .write((HEAD + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"bad-request\"");
            }
        }

        private static final String HEAD =
                "POST /api/things HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n";

        private static Socket connected() throws IOException {
            URI address = URI.create(root);
            Socket socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(30_000);
            return socket;
        }

        /** One byte each half second, which is less than any timeout between two bytes. */
        private static void assertEndsUnderDrips(Socket socket, String begin) throws Exception {
            OutputStream out = socket.getOutputStream();
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            CompletableFuture<byte[]> ended = CompletableFuture.supplyAsync(() -> {
                try {
                    return socket.getInputStream().readAllBytes();
                } catch (IOException reset) {
                    return new byte[0];
                }
            });
            ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();
            try {
                dripping.scheduleAtFixedRate(() -> drip(out), 500, 500, TimeUnit.MILLISECONDS);
                assertThat(ended.get(20, TimeUnit.SECONDS)).isNotNull();
            } finally {
                dripping.shutdownNow();
            }
        }

        private static void drip(OutputStream out) {
            try {
                out.write('x');
                out.flush();
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    @Nested
    class Expensive_requests {

        private final List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();

        /** One that is being answered, and goes on being so until the test's end. */
        private void begin(String who) throws InterruptedException {
            running.add(HTTP.sendAsync(report(who).build(), BodyHandlers.ofString()));
            assertThat(Sample.BEGUN.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }

        private void endAll() {
            Sample.GO_ON.release(running.size());
            running.forEach(each -> assertThat(each.join().statusCode()).isEqualTo(200));
            running.clear();
        }

        private static HttpRequest.Builder report(String who) {
            return request("/api/reports/00000000-0000-0000-0000-000000000001")
                    .setHeader("Authorization", "Bearer " + who)
                    .GET();
        }

        private static void assertRefused(String who, String detail) throws Exception {
            var answer = send(report(who));
            assertProblem(answer, 429, "too-many-requests");
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(json(answer).at("/detail").stringValue()).contains(detail);
        }

        @Test
        void are_bounded_for_each_person_and_in_all() throws Exception {
            String other = issuer.token("other");
            begin(token);
            begin(token);
            assertRefused(token, "You already have 2");
            begin(other);
            assertRefused(other, "Too many requests of this kind");
            assertThat(get("/api/me").statusCode()).isEqualTo(200);

            endAll();
            begin(token);
            begin(token);
            begin(other);
            endAll();
        }

        @Test
        void that_fail_give_their_place_back() throws Exception {
            for (int i = 0; i < 5; i++) {
                assertProblem(get("/api/faults/expensive"), 500, "internal-error");
            }
        }

        @Test
        void wait_for_their_turn() throws Exception {
            begin(token);
            begin(token);
            running.add(HTTP.sendAsync(report(token).build(), BodyHandlers.ofString()));
            assertThat(Sample.BEGUN.tryAcquire(200, TimeUnit.MILLISECONDS))
                    .as("a third runs beside two")
                    .isFalse();

            Sample.GO_ON.release();
            assertThat(Sample.BEGUN.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            Sample.GO_ON.release(2);
            running.forEach(each -> assertThat(each.join().statusCode()).isEqualTo(200));
            running.clear();
        }

        @Test
        void wait_in_limited_numbers() throws Exception {
            String hasty = issuer.token("hasty");
            begin(hasty);
            begin(hasty);
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                waiting.add(HTTP.sendAsync(report(hasty).build(), BodyHandlers.ofString()));
            }

            for (CompletableFuture<HttpResponse<String>> each : waiting) {
                assertProblem(each.join(), 429, "too-many-requests");
            }
            endAll();
        }
    }

    @Nested
    class Document {

        @Test
        void health_and_the_document_are_open() throws Exception {
            for (String path : List.of("/actuator/health", "/actuator/health/readiness", "/v3/api-docs")) {
                assertThat(send(HttpRequest.newBuilder(URI.create(root + path)).GET())
                                .statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        }

        @Test
        void no_answer_lets_a_browser_do_anything_with_it_or_keep_it() throws Exception {
            for (String path : List.of("/api/me", "/api/nothing", "/nothing", "/v3/api-docs", "/actuator/health")) {
                HttpResponse<String> own = get(path);
                HttpResponse<String> anybodys =
                        send(HttpRequest.newBuilder(URI.create(root + path)).GET());

                assertThat(List.of(own, anybodys))
                        .as(path)
                        .allSatisfy(answer -> assertThat(answer.headers().map())
                                .containsEntry(
                                        "content-security-policy",
                                        List.of(
                                                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"))
                                .containsEntry("x-content-type-options", List.of("nosniff"))
                                .containsEntry("referrer-policy", List.of("no-referrer"))
                                .hasEntrySatisfying(
                                        "cache-control",
                                        values -> assertThat(values.getFirst()).contains("no-store")));
            }
        }

        @Test
        void requests_are_timed_once_each_by_their_route() throws Exception {
            // What another test has asked before is counted by the time that this is answered.
            assertThat(get("/api/me").statusCode()).isIn(200, 429);
            int before = timed("/api/faults/refusal", "409");
            int unknown = timed("/**", "404");

            String own = issuer.token("somebody who is timed");
            for (String path : List.of("/api/faults/refusal?x=1", "/api/faults/refusal?x=2", "/api/nowhere/1")) {
                send(HttpRequest.newBuilder(URI.create(root + path))
                        .header("Authorization", "Bearer " + own)
                        .GET());
            }

            // The answer may arrive before it is counted.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (timed("/**", "404") <= unknown && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(timed("/api/faults/refusal", "409")).isEqualTo(before + 2);
            assertThat(timed("/**", "404")).isEqualTo(unknown + 1);
        }

        private static int timed(String route, String status) {
            Timer timer = service.getBean(MeterRegistry.class)
                    .find("http.server.requests")
                    .tag("uri", route)
                    .tag("status", status)
                    .tag("method", "GET")
                    .timer();
            return timer == null ? 0 : (int) timer.count();
        }

        @Test
        void metrics_are_for_this_machine_and_operators() throws Exception {
            var local = HttpRequest.newBuilder(URI.create(root + "/actuator/metrics"));
            var forwarded = local.copy().setHeader("X-Forwarded-For", "192.0.2.1");
            String operator = issuer.token(claims -> claims.claim("scope", "operator"));

            assertThat(send(local.GET()).statusCode()).isEqualTo(200);
            assertProblem(send(forwarded.GET()), 401, "unauthenticated");
            assertProblem(send(forwarded.setHeader("Authorization", "Bearer " + token)), 403, "forbidden");
            assertThat(send(forwarded.setHeader("Authorization", "Bearer " + operator))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void metrics_have_a_port_of_their_own_for_prometheus() throws Exception {
            get("/api/faults/refusal");
            URI metrics = URI.create(
                    "http://127.0.0.1:" + service.getBean(MetricsPort.class).port() + "/metrics");

            var answer = send(HttpRequest.newBuilder(metrics).GET());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!answer.body().contains("http_server_requests_seconds_bucket") && System.nanoTime() < deadline) {
                answer = send(HttpRequest.newBuilder(metrics).GET());
            }

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body().lines())
                    .anyMatch(line -> line.startsWith("http_server_requests_seconds_bucket{")
                            && line.contains("uri=\"/api/faults/refusal\"")
                            && line.contains("le=\"0.3\""))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
            assertThat(send(HttpRequest.newBuilder(metrics).POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(405);
            assertThat(send(HttpRequest.newBuilder(metrics.resolve("/actuator/health"))
                                    .GET())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get("/metrics").statusCode()).isNotEqualTo(200);
        }

        @Test
        void bodies_and_parameters_are_described_as_they_are_read() throws Exception {
            JsonNode document = json(get("/v3/api-docs"));
            JsonNode body = document.at("/components/schemas/ThingBody");

            assertThat(document.at("/openapi").stringValue()).startsWith("3.1");
            assertThat(document.at("/paths/~1api~1things/post/requestBody/content/application~1json/schema/$ref")
                            .stringValue())
                    .isEqualTo("#/components/schemas/ThingBody");
            assertThat(body.at("/required").values())
                    .extracting(JsonNode::stringValue)
                    .containsExactly("title");
            assertThat(body.at("/additionalProperties").booleanValue(true)).isFalse();
            assertThat(body.at("/properties/title/maxLength").intValue()).isEqualTo(200);
            assertThat(body.at("/properties/parts/items/$ref").stringValue()).isEqualTo("#/components/schemas/Part");
            assertThat(document.at("/components/schemas/Part/properties/label/type")
                            .stringValue())
                    .isEqualTo("string");
            assertThat(body.at("/properties/progress/maximum").intValue()).isEqualTo(100);
            assertThat(document.at("/paths/~1api~1things/get/parameters").values())
                    .extracting(p -> p.at("/name").stringValue())
                    .containsExactlyInAnyOrder("limit", "colour", "shade", "any", "cursor");
            assertThat(document.at("/paths/~1api~1things/get/parameters").values())
                    .filteredOn(p -> p.at("/name").stringValue().equals("shade"))
                    .extracting(p -> p.at("/schema/default").stringValue())
                    .containsExactly("red");
            assertThat(document.at("/paths/~1api~1things/post/responses").propertyNames())
                    .contains(
                            "200", "400", "401", "404", "406", "408", "409", "412", "413", "415", "422", "429", "503");
            assertThat(document.at("/components/securitySchemes").propertyNames())
                    .containsExactlyInAnyOrder("bearer", "clientCredentials");
        }
    }

    @Test
    void the_address_of_the_error_page_is_no_address() throws Exception {
        assertProblem(get("/error"), 404, "not-found");
    }

    @Nested
    class OtherIssuers {

        @Test
        void one_that_is_away_is_503_and_its_tokens_are_taken_once_it_is_there() throws Exception {
            int port = freePort();
            try (ConfigurableApplicationContext other = serviceFor("http://127.0.0.1:" + port, "")) {
                var answer = me(other, token);
                assertProblem(answer, 503, "temporarily-unavailable");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                try (StubIssuer late = new StubIssuer(port)) {
                    assertThat(me(other, late.token("someone")).statusCode()).isEqualTo(200);
                }
            }
        }

        @Test
        void one_with_keys_elsewhere_takes_the_place_of_ours_by_settings_alone() throws Exception {
            String name = "https://id.company.example";
            try (ConfigurableApplicationContext other = serviceFor(name, issuer.uri() + "/keys")) {
                assertThat(me(other, issuer.token(claims -> claims.issuer(name)))
                                .statusCode())
                        .isEqualTo(200);
                assertProblem(me(other, token), 401, "unauthenticated");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "id+jwt", "logout+jwt"})
        void by_default_a_token_of_another_type_than_at_jwt_is_refused(String type) throws Exception {
            assertProblem(me(service, issuer.token(type, claims -> {})), 401, "unauthenticated");
            assertThat(me(service, issuer.token("application/at+jwt", claims -> {}))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void one_that_sets_no_type_is_taken_by_a_setting_that_still_refuses_its_id_tokens() throws Exception {
            try (ConfigurableApplicationContext other =
                    serviceFor(issuer.uri(), "", Map.of("kept.oauth.access-token-type", "any"))) {
                assertThat(me(other, issuer.token("JWT", claims -> claims.claim("azp", "pages")))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(me(other, token).statusCode()).isEqualTo(200);
                for (Map.Entry<String, String> claim : Map.of(
                                "nonce",
                                "n",
                                "at_hash",
                                "h",
                                "c_hash",
                                "h",
                                "s_hash",
                                "h",
                                "typ",
                                "ID",
                                "azp",
                                "kept",
                                "client_id",
                                "kept")
                        .entrySet()) {
                    String idToken = issuer.token("JWT", claims -> claims.claim(claim.getKey(), claim.getValue()));
                    assertProblem(me(other, idToken), 401, "unauthenticated");
                }
            }
        }

        @Test
        void a_type_that_means_nothing_stops_the_start() {
            assertThatThrownBy(() -> serviceFor(issuer.uri(), "", Map.of("kept.oauth.access-token-type", "jwt"))
                            .close())
                    .hasStackTraceContaining("kept.oauth.access-token-type must be at+jwt");
        }

        private static HttpResponse<String> me(ConfigurableApplicationContext service, String token) throws Exception {
            String port = service.getEnvironment().getProperty("local.server.port");
            return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/me"))
                    .setHeader("Authorization", "Bearer " + token)
                    .GET());
        }

        private static ConfigurableApplicationContext serviceFor(String issuer, String jwkSetUri) {
            return serviceFor(issuer, jwkSetUri, Map.of());
        }

        private static ConfigurableApplicationContext serviceFor(
                String issuer, String jwkSetUri, Map<String, Object> more) {
            Map<String, Object> settings = new HashMap<>(Map.of(
                    "server.port",
                    "0",
                    "server.address",
                    "127.0.0.1",
                    "kept.oauth.issuer",
                    issuer,
                    "kept.oauth.jwk-set-uri",
                    jwkSetUri));
            settings.putAll(more);
            SpringApplication application = new SpringApplication(Sample.class);
            application.setDefaultProperties(settings);
            return application.run();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path))
                .setHeader("Authorization", "Bearer " + token)
                .setHeader("Content-Type", "application/json");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private static HttpResponse<String> get(String path, String contentType) throws Exception {
        return send(request(path).setHeader("Content-Type", contentType).GET());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(request("/api/things").POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static BodyPublisher chunked(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).at("/code").stringValue()).isEqualTo(code);
        assertThat(json(answer).at("/status").intValue()).isEqualTo(status);
    }
}
