package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes that are asked for after the password. */
class CodesTest {

    private static final String PAGE = "/account/second-factor";
    private static final Pattern KEY = Pattern.compile("<code id=\"key\">([A-Z2-7-]+)</code>");
    private static final Pattern RECOVERY_CODE = Pattern.compile("<li><code>([A-Z2-7-]{19})</code></li>");

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final String email = RunningAccounts.freshEmail();
    private final Http browser = new Http(accounts);
    private User user;

    @BeforeEach
    void someone() {
        user = accounts.person(email, "Ada");
    }

    @Test
    void after_it_is_set_up_the_password_alone_opens_nothing() {
        String key = setUp().key();
        Http elsewhere = new Http(accounts);

        HttpResponse<String> password = signIn(elsewhere);
        assertThat(password.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in/code"));
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
        HttpResponse<String> wrong = code(elsewhere, "000000");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("The code is not right", "href=\"#code\"");
        nextStep();
        String right = AuthenticatorApp.code(key, Instant.now());
        HttpResponse<String> signedIn = code(elsewhere, right.substring(0, 3) + " " + right.substring(3));

        assertThat(signedIn.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/account"));
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void a_code_is_taken_once() {
        String key = setUp().key();
        nextStep();
        String right = AuthenticatorApp.code(key, Instant.now());
        Http first = new Http(accounts);
        signIn(first);
        assertThat(code(first, right).statusCode()).isEqualTo(302);

        Http second = new Http(accounts);
        signIn(second);

        assertThat(code(second, right).statusCode()).isEqualTo(400);
    }

    @Test
    void a_recovery_code_lets_in_once_and_is_stored_as_a_digest() {
        SetUp setUp = setUp();
        assertThat(setUp.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        String code = setUp.recoveryCodes().getFirst();
        Http first = new Http(accounts);
        signIn(first);
        assertThat(code(first, code.toLowerCase(Locale.ROOT)).statusCode()).isEqualTo(302);
        assertThat(first.get(PAGE).body())
                .contains("You have 9 recovery codes left.")
                .doesNotContain(code);

        Http second = new Http(accounts);
        signIn(second);

        assertThat(code(second, code).statusCode()).isEqualTo(400);
        assertThat(accounts.jdbc()
                        .sql("SELECT string_agg(code_digest, ' ') FROM recovery_code WHERE owner = :owner")
                        .param("owner", user.id())
                        .query(String.class)
                        .single())
                .doesNotContain(setUp.recoveryCodes().get(1).replace("-", ""));
    }

    @Test
    void guesses_have_to_wait_and_so_does_the_right_code() {
        SetUp setUp = setUp();
        Http thief = new Http(accounts);
        signIn(thief);
        for (int i = 0; i < 5; i++) {
            assertThat(code(thief, "00000" + i).statusCode()).isEqualTo(400);
        }

        HttpResponse<String> late = code(thief, setUp.recoveryCodes().getFirst());

        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(thief.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void without_the_password_before_it_no_code_is_asked_for() {
        assertThat(browser.get("/sign-in/code").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
        HttpResponse<String> forged =
                browser.send(browser.request("/sign-in/code").header("Cookie", "kept-accounts-code=" + "A".repeat(43)));
        assertThat(forged.statusCode()).isEqualTo(302);
    }

    @Test
    void a_password_given_too_long_ago_has_to_be_given_again() {
        SetUp setUp = setUp();
        Http slow = new Http(accounts);
        signIn(slow);
        String form = Http.csrf(slow.get("/sign-in/code").body());
        accounts.jdbc()
                .sql("UPDATE pending_sign_in SET expires_at = now() WHERE owner = :owner")
                .param("owner", user.id())
                .update();

        HttpResponse<String> late = slow.form(
                "/sign-in/code",
                Map.of("_csrf", form, "code", setUp.recoveryCodes().getFirst()));

        assertThat(late.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
        assertThat(slow.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void setting_up_asks_for_the_password_and_nothing_changes_before_a_code_is_right() {
        signIn(browser);
        assertThat(browser.fillIn(PAGE, PAGE + "/setup", Map.of("current", "not the password"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.get(PAGE).body()).doesNotContain("id=\"key\"");
        browser.fillIn(PAGE, PAGE + "/setup", Map.of("current", RunningAccounts.PASSWORD));
        String page = browser.get(PAGE).body();
        assertThat(page)
                .contains("<svg class=\"qr\" role=\"img\"", "href=\"otpauth://totp/Kept%20127.0.0.1:", "id=\"key\"");

        HttpResponse<String> wrong = browser.fillIn(PAGE, PAGE + "/confirmation", Map.of("code", "000000"));

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(signIn(new Http(accounts)).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/account"));
    }

    @Test
    void with_the_password_codes_are_renewed_and_ended() {
        SetUp setUp = setUp();

        HttpResponse<String> renewed =
                browser.fillIn(PAGE, PAGE + "/recovery-codes", Map.of("current", RunningAccounts.PASSWORD));
        List<String> fresh = recoveryCodes(renewed);
        assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(setUp.recoveryCodes());
        Http elsewhere = new Http(accounts);
        signIn(elsewhere);
        assertThat(code(elsewhere, setUp.recoveryCodes().getFirst()).statusCode())
                .isEqualTo(400);
        assertThat(browser.fillIn(PAGE, PAGE + "/end", Map.of("current", "not the password"))
                        .statusCode())
                .isEqualTo(400);
        browser.fillIn(PAGE, PAGE + "/end", Map.of("current", RunningAccounts.PASSWORD));

        assertThat(browser.get("/account").body()).contains("No code is asked for any more.");
        assertThat(signIn(new Http(accounts)).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/account"));
    }

    private record SetUp(String key, List<String> recoveryCodes) {}

    private SetUp setUp() {
        signIn(browser);
        browser.fillIn(PAGE, PAGE + "/setup", Map.of("current", RunningAccounts.PASSWORD));
        Matcher key = KEY.matcher(browser.get(PAGE).body());
        assertThat(key.find()).isTrue();
        HttpResponse<String> confirmed = browser.fillIn(
                PAGE, PAGE + "/confirmation", Map.of("code", AuthenticatorApp.code(key.group(1), Instant.now())));
        assertThat(confirmed.statusCode()).isEqualTo(200);
        return new SetUp(key.group(1), recoveryCodes(confirmed));
    }

    private static List<String> recoveryCodes(HttpResponse<String> page) {
        return RECOVERY_CODE
                .matcher(page.body())
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    /** As half a minute later: the code that set it up is not taken again. */
    private void nextStep() {
        accounts.jdbc()
                .sql("UPDATE second_factor SET last_step = last_step - 2 WHERE owner = :owner")
                .param("owner", user.id())
                .update();
    }

    private HttpResponse<String> signIn(Http at) {
        return at.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
    }

    private static HttpResponse<String> code(Http at, String code) {
        return at.fillIn("/sign-in/code", "/sign-in/code", Map.of("code", code));
    }
}
