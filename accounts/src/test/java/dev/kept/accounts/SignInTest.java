package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    private static final Pattern CHANGING = Pattern.compile("value=\"[^\"]*\"");

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final Http visitor = new Http(accounts);
    private final String email = RunningAccounts.freshEmail();

    @Test
    void the_right_password_opens_the_account() {
        accounts.person(email, "Ada Example");

        HttpResponse<String> answer = signIn(email.toUpperCase(Locale.ROOT), RunningAccounts.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(visitor.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void without_signing_in_the_account_page_leads_to_sign_in() {
        HttpResponse<String> answer = visitor.get("/account");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
    }

    @Test
    void the_answer_does_not_tell_whether_there_is_such_an_account() {
        accounts.person(email, "Ada");

        HttpResponse<String> wrong = signIn(email, "another four words");
        HttpResponse<String> unknown = signIn(RunningAccounts.freshEmail(), "another four words");

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(same(wrong)).isEqualTo(same(unknown));
        assertThat(wrong.body()).contains("The e-mail address or the password is not right.");
    }

    @Test
    void each_sign_in_begins_a_session_of_its_own() {
        accounts.person(email, "Ada");
        HttpResponse<String> page = visitor.get("/sign-in");

        HttpResponse<String> answer = visitor.form(
                "/sign-in",
                Map.of("email", email, "password", RunningAccounts.PASSWORD, "_csrf", Http.csrf(page.body())));

        assertThat(cookie(page)).startsWith("kept-accounts-form=");
        assertThat(cookie(answer)).startsWith("kept-accounts=");
        String first = cookie(answer);
        HttpResponse<String> again = visitor.form(
                "/sign-in",
                Map.of(
                        "email",
                        email,
                        "password",
                        RunningAccounts.PASSWORD,
                        "_csrf",
                        Http.csrf(visitor.get("/sign-in").body())));
        assertThat(cookie(again)).startsWith("kept-accounts=").isNotEqualTo(first);
    }

    @Test
    void the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        assertThat(visitor.get("/sign-in").headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .contains("HttpOnly")
                        .contains("SameSite=Lax")
                        .doesNotContain("Secure"));
    }

    @Test
    void who_signs_out_is_out() {
        accounts.person(email, "Ada");
        signIn(email, RunningAccounts.PASSWORD);

        HttpResponse<String> out = visitor.fillIn("/account", "/sign-out", Map.of());

        assertThat(out.statusCode()).isEqualTo(302);
        assertThat(visitor.get("/account").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/sign-in?signed-out").body()).contains("You are signed out.");
    }

    @Test
    void wrong_guesses_slow_down_the_guesser_and_neither_the_owners_device_nor_another_address() {
        try (RunningAccounts behindProxy = RunningAccounts.start(Map.of("kept.http.trusted-proxies", "127.0.0.1"))) {
            behindProxy.person(email, "Ada");
            Http ownersDevice = new Http(behindProxy).from("192.0.2.1");
            assertThat(signIn(ownersDevice, RunningAccounts.PASSWORD)).isEqualTo(302);
            Http guesser = new Http(behindProxy).from("192.0.2.1");
            for (int i = 0; i < 5; i++) {
                assertThat(signIn(guesser, "guess " + i)).isEqualTo(400);
            }

            assertThat(signIn(guesser, RunningAccounts.PASSWORD)).isEqualTo(429);
            assertThat(signIn(ownersDevice, RunningAccounts.PASSWORD)).isEqualTo(302);
            assertThat(signIn(new Http(behindProxy).from("192.0.2.2"), RunningAccounts.PASSWORD))
                    .isEqualTo(302);
        }
    }

    @Test
    void a_known_device_is_slowed_down_by_its_own_guesses_wherever_it_goes() {
        try (RunningAccounts behindProxy = RunningAccounts.start(Map.of("kept.http.trusted-proxies", "127.0.0.1"))) {
            behindProxy.person(email, "Ada");
            Http stolen = new Http(behindProxy).from("192.0.2.1");
            assertThat(signIn(stolen, RunningAccounts.PASSWORD)).isEqualTo(302);
            for (int i = 0; i < 5; i++) {
                assertThat(signIn(stolen.from("192.0.2." + (10 + i)), "guess " + i))
                        .isEqualTo(400);
            }

            assertThat(signIn(stolen.from("192.0.2.99"), RunningAccounts.PASSWORD))
                    .isEqualTo(429);
        }
    }

    @Test
    void a_forged_address_of_a_peer_that_is_no_trusted_proxy_does_not_help_the_guesser() {
        accounts.person(email, "Ada");
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(visitor.from("192.0.2." + i), "guess " + i)).isEqualTo(400);
        }

        assertThat(signIn(visitor.from("192.0.2.9"), RunningAccounts.PASSWORD)).isEqualTo(429);
    }

    @Test
    void after_too_many_wrong_passwords_even_the_right_one_has_to_wait_and_then_works() {
        accounts.person(email, "Ada");
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(email, "wrong").statusCode()).isEqualTo(400);
        }

        HttpResponse<String> tooSoon = signIn(email, RunningAccounts.PASSWORD);

        assertThat(tooSoon.statusCode()).isEqualTo(429);
        assertThat(tooSoon.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 2L);
        assertThat(tooSoon.body()).contains("Try again in");
        passTime();
        assertThat(signIn(email, RunningAccounts.PASSWORD).statusCode()).isEqualTo(302);
    }

    @Test
    void the_wait_grows_with_each_further_wrong_password() {
        accounts.person(email, "Ada");
        TreeSet<Long> waits = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            signIn(email, "wrong");
        }
        for (int i = 0; i < 4; i++) {
            waits.add(signIn(email, "wrong")
                    .headers()
                    .firstValueAsLong("Retry-After")
                    .orElseThrow());
            passTime();
            assertThat(signIn(email, "wrong").statusCode()).isEqualTo(400);
        }

        assertThat(waits).hasSize(4);
        assertThat(waits.last()).isBetween(15L, 16L);
    }

    @Test
    void an_account_that_does_not_exist_has_to_wait_the_same() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(email, "wrong").statusCode()).isEqualTo(400);
        }

        assertThat(signIn(email, "wrong").statusCode()).isEqualTo(429);
    }

    @Test
    void guessing_at_many_accounts_from_one_address_has_to_wait_while_signing_in_costs_nothing() {
        try (RunningAccounts strict = RunningAccounts.start(Map.of("kept.accounts.failed-sign-ins-per-address", "3"))) {
            Http guesser = new Http(strict);
            strict.person(email, "Ada");
            for (int i = 0; i < 5; i++) {
                assertThat(guesser.fillIn(
                                        "/sign-in",
                                        "/sign-in",
                                        Map.of("email", email, "password", RunningAccounts.PASSWORD))
                                .statusCode())
                        .isEqualTo(302);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(guesser.fillIn(
                                        "/sign-in",
                                        "/sign-in",
                                        Map.of("email", i + "@example.org", "password", "guess"))
                                .statusCode())
                        .isEqualTo(400);
            }

            assertThat(new Http(strict)
                            .fillIn(
                                    "/sign-in",
                                    "/sign-in",
                                    Map.of("email", email, "password", RunningAccounts.PASSWORD))
                            .statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void guesses_sent_at_once_are_not_all_checked() throws Exception {
        accounts.person(email, "Ada");
        String csrf = Http.csrf(visitor.get("/sign-in").body());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() ->
                            visitor.form("/sign-in", Map.of("email", email, "password", "guess " + i, "_csrf", csrf))))
                    .toList();
            int checked = 0;
            int tooBusy = 0;
            for (Future<HttpResponse<String>> answer : answers) {
                checked += answer.get().statusCode() == 400 ? 1 : 0;
                tooBusy += answer.get().statusCode() == 503 ? 1 : 0;
            }
            // On a busy machine some are told to come back, and these count as no guesses.
            assertThat(checked).isPositive().isLessThanOrEqualTo(5);
            assertThat(checked + tooBusy).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void a_form_without_its_token_does_nothing() {
        accounts.person(email, "Ada");

        HttpResponse<String> answer =
                visitor.form("/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Nothing was done.");
        assertThat(visitor.get("/account").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%00",
                "email=%00&password=%00",
                "email=%ED%A0%80",
                "email=%",
                "password=x&password=y",
                "email=a&email=b"
            })
    void garbage_is_refused_without_a_failure(String form) {
        String csrf = Http.csrf(visitor.get("/sign-in").body());

        HttpResponse<String> answer = visitor.send(visitor.request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + Http.encoded(csrf) + "&" + form)));

        assertThat(answer.statusCode()).isIn(400, 403, 429);
    }

    @Test
    void no_address_is_kept_in_clear_where_attempts_are_counted() {
        signIn(email, "wrong");

        assertThat(accounts.jdbc()
                        .sql("SELECT count(*) FROM attempt a WHERE a::text LIKE '%' || :email || '%'")
                        .param("email", email)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void passTime() {
        accounts.jdbc()
                .sql("UPDATE attempt SET blocked_until = blocked_until - interval '1 hour'")
                .update();
    }

    private int signIn(Http browser, String password) {
        return browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", password))
                .statusCode();
    }

    private HttpResponse<String> signIn(String address, String password) {
        return visitor.fillIn("/sign-in", "/sign-in", Map.of("email", address, "password", password));
    }

    /** All but the address that was typed and the form's token. */
    private static String same(HttpResponse<String> answer) {
        return CHANGING.matcher(answer.body()).replaceAll("");
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").replaceAll(";.*", "");
    }
}
