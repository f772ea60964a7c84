package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignUpTest {

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final Http visitor = new Http(accounts);

    @Nested
    class On_the_page {

        @Test
        void a_new_person_is_signed_in_at_once() {
            String email = RunningAccounts.freshEmail();

            HttpResponse<String> answer = signUp(email, "Ada Example", RunningAccounts.PASSWORD);

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/account"));
            assertThat(visitor.get("/account").body()).contains("Ada Example").contains(email);
        }

        @Test
        void all_errors_are_shown_at_once_each_linked_to_its_field() {
            HttpResponse<String> answer = signUp("nonsense", " ", "short");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("<title>Error: Sign up")
                    .contains("href=\"#name\"")
                    .contains("href=\"#email\"")
                    .contains("href=\"#password\"")
                    .contains("Enter a name.")
                    .contains("at least 12 characters")
                    .contains("aria-describedby=\"password-help password-error\"")
                    .contains("value=\"nonsense\"")
                    .doesNotContain("short");
        }

        @Test
        void what_was_typed_is_shown_as_text_never_as_markup() {
            HttpResponse<String> answer = signUp("<script>@x", "<b>Ada</b>", "short");

            assertThat(answer.body()).doesNotContain("<script>").doesNotContain("<b>");
        }

        @Test
        void an_address_has_one_account_whatever_its_upper_and_lower_case() {
            String email = RunningAccounts.freshEmail();
            accounts.person(email, "Ada");

            HttpResponse<String> answer =
                    signUp("  " + email.toUpperCase(Locale.ROOT), "Another", RunningAccounts.PASSWORD);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("There is an account with this e-mail address");
        }

        private HttpResponse<String> signUp(String email, String name, String password) {
            return visitor.fillIn("/sign-up", "/sign-up", Map.of("email", email, "name", name, "password", password));
        }
    }

    @Nested
    class By_a_program {

        @Test
        void a_new_person_gets_a_credential_that_works() {
            HttpResponse<String> answer = post(body(Map.of()));

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            JsonNode account = Http.tree(answer);
            HttpResponse<String> token = visitor.tokenByBasic(
                    account.get("clientId").asString(),
                    account.get("clientSecret").asString());
            assertThat(token.statusCode()).isEqualTo(200);
            assertThat(Http.claims(Http.tree(token).get("access_token").asString())
                            .get("sub")
                            .asString())
                    .isEqualTo(account.get("id").asString());
            assertThat(account.get("member").asString())
                    .hasSize(36)
                    .isNotEqualTo(account.get("id").asString());
        }

        @Test
        void all_errors_are_named_at_once_each_by_its_pointer() {
            HttpResponse<String> answer = post("{\"email\":\"nonsense\",\"name\":7,\"password\":\"tiny\",\"more\":1}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(Http.tree(answer).get("code").asString()).isEqualTo("invalid-fields");
            assertThat(Http.tree(answer).get("errors").findValuesAsString("pointer"))
                    .containsExactlyInAnyOrder("#/email", "#/name", "#/password", "#/more");
            assertThat(answer.body()).doesNotContain("nonsense").doesNotContain("tiny");
        }

        @Test
        void an_address_that_is_taken_is_a_conflict() {
            String email = RunningAccounts.freshEmail();
            accounts.person(email, "Ada");

            HttpResponse<String> answer = post(body(Map.of("email", email.toUpperCase(Locale.ROOT))));

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(Http.tree(answer).get("code").asString()).isEqualTo("email-taken");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "[]",
                    "null",
                    "{\"email\":\"a@b.c\",\"email\":\"a@b.c\"}",
                    "{\"email\":{},\"name\":[],\"password\":null}",
                    "{\"email\":\"a@b.c\",\"name\":\"\\u0000\",\"password\":\"twelve characters\"}",
                    "{\"email\":\"a@b.c\",\"name\":\"\\ud800\",\"password\":\"twelve characters\"}",
                    "{\"email\":\"a@b.c\",\"name\":\"\\u202eAda\",\"password\":\"twelve characters\"}",
                    "{\"email\":\"a@b.c\",\"name\":\"Ada\",\"password\":\"\\udc00twelve characters\"}",
                    "{\"email\":\"a b@c\",\"name\":\"Ada\",\"password\":\"twelve characters\"}"
                })
        void what_makes_no_sense_is_refused_and_nothing_is_stored(String body) {
            long before = people();

            HttpResponse<String> answer = post(body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("urn:kept:problem:");
            assertThat(people()).isEqualTo(before);
        }

        @Test
        void lengths_are_limited_and_the_longest_are_taken() {
            assertThat(post(body(Map.of("name", "n".repeat(100), "password", "p".repeat(128))))
                            .statusCode())
                    .isEqualTo(201);
            HttpResponse<String> answer = post(body(Map.of(
                    "email", "e".repeat(255) + "@example.org", "name", "n".repeat(101), "password", "p".repeat(129))));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Http.tree(answer).get("errors").findValuesAsString("code"))
                    .containsExactly("too-long", "too-long", "too-long");
        }

        private HttpResponse<String> post(String body) {
            return visitor.json("/api/accounts", body);
        }

        private long people() {
            return accounts.jdbc()
                    .sql("SELECT count(*) FROM user_account")
                    .query(Long.class)
                    .single();
        }
    }

    @Nested
    class In_great_numbers {

        @Test
        void sign_ups_from_one_address_have_to_wait_longer_and_longer() {
            try (RunningAccounts strict = RunningAccounts.start(Map.of("kept.accounts.sign-ups-per-address", "2"))) {
                Http program = new Http(strict);
                assertThat(program.json("/api/accounts", body(Map.of())).statusCode())
                        .isEqualTo(201);
                assertThat(program.json("/api/accounts", body(Map.of())).statusCode())
                        .isEqualTo(201);

                long first = retryAfter(program.json("/api/accounts", body(Map.of())));
                passTime(strict);
                assertThat(program.json("/api/accounts", body(Map.of())).statusCode())
                        .isEqualTo(201);
                HttpResponse<String> page = program.fillIn(
                        "/sign-up",
                        "/sign-up",
                        Map.of("email", "a@example.org", "name", "Ada", "password", RunningAccounts.PASSWORD));

                assertThat(retryAfter(page)).isGreaterThan(first);
                assertThat(page.body()).contains("Try again in");
            }
        }

        private void passTime(RunningAccounts strict) {
            strict.jdbc()
                    .sql("UPDATE attempt SET blocked_until = blocked_until - interval '10 seconds'")
                    .update();
        }

        private long retryAfter(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).isEqualTo(429);
            return Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        }
    }

    private static String body(Map<String, String> changes) {
        Map<String, String> body = new TreeMap<>(Map.of(
                "email", RunningAccounts.freshEmail(), "name", "Ada Example", "password", RunningAccounts.PASSWORD));
        body.putAll(changes);
        return JsonMapper.shared().writeValueAsString(body);
    }
}
