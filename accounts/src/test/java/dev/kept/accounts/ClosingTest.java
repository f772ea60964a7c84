package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Taking along what an account holds, and closing it. */
class ClosingTest {

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final String email = RunningAccounts.freshEmail();
    private final User user = accounts.person(email, "Ada Example");
    private final IssuedCredential credential = accounts.credentialOf(user);
    private final Http browser = new Http(accounts);

    @Test
    void all_that_accounts_holds_is_a_file_without_secrets() {
        signIn();

        HttpResponse<String> file = browser.get("/account/export");
        HttpResponse<String> answer = new Http(accounts).get("/api/accounts/me", token());

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"kept-account.json\"");
        JsonNode held = Http.tree(file);
        assertThat(held.get("id").asString()).isEqualTo(user.id().toString());
        assertThat(held.get("email").asString()).isEqualTo(email);
        assertThat(held.get("emailVerified").asBoolean()).isFalse();
        assertThat(held.get("name").asString()).isEqualTo("Ada Example");
        assertThat(held.get("sessions").size()).isEqualTo(1);
        assertThat(held.get("credentials").get(0).get("clientId").asString())
                .isEqualTo(credential.credential().clientId());
        assertThat(held.get("knownBrowsers").size()).isEqualTo(1);
        assertThat(file.body()).doesNotContain(credential.secret()).doesNotContain("argon2");
        assertThat(Http.tree(answer).get("member")).isEqualTo(held.get("member"));
        assertThat(new Http(accounts).get("/account/export").statusCode()).isEqualTo(302);
        assertThat(new Http(accounts).get("/api/accounts/me").statusCode()).isEqualTo(401);
    }

    @Test
    void what_becomes_of_ledgers_is_said_before_and_then_nothing_is_left_here() {
        signIn();
        String token = token();
        assertThat(browser.get("/account/closing").body()).contains("What you recorded in ledgers stays there");

        HttpResponse<String> closed = close(RunningAccounts.PASSWORD);

        assertThat(closed.statusCode()).isEqualTo(302);
        assertThat(browser.get("/sign-in").body()).contains("Your account is closed");
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(new Http(accounts)
                        .tokenByBasic(credential.credential().clientId(), credential.secret())
                        .statusCode())
                .isEqualTo(401);
        assertThat(new Http(accounts).get("/api/accounts/me", token).statusCode())
                .isEqualTo(401);
        for (String table : List.of("user_account", "browser_session", "api_credential", "known_device")) {
            assertThat(accounts.jdbc()
                            .sql("SELECT count(*) FROM %s t WHERE t::text LIKE '%%' || :id || '%%'".formatted(table))
                            .param("id", user.id().toString())
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void without_the_password_it_stays_open() {
        signIn();

        HttpResponse<String> refused = close("not the password");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The password is not right.", "href=\"#current\"");
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> close(String password) {
        return browser.fillIn("/account/closing", "/account/closing", Map.of("current", password));
    }

    private void signIn() {
        browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
    }

    private String token() {
        return Http.tree(new Http(accounts).tokenByBasic(credential.credential().clientId(), credential.secret()))
                .get("access_token")
                .asString();
    }
}
