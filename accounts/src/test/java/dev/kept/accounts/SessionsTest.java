package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a person sees of sign-ins and credentials, on the page and by a program. */
class SessionsTest {

    private static final String MINE = "/api/accounts/me/sessions";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final String email = RunningAccounts.freshEmail();
    private final User user = accounts.person(email, "Ada");
    private final IssuedCredential credential = accounts.credentialOf(user);
    private final Http program = new Http(accounts);

    @Test
    void a_session_is_listed_by_its_browser_and_ended_by_a_program() {
        Http browser = signedIn(FIREFOX);
        assertThat(browser.get("/account").body()).contains("<td>Firefox, Linux</td>", "this browser");

        JsonNode listed = Http.tree(program.get(MINE, token())).get("items");
        assertThat(listed.size()).isEqualTo(1);
        JsonNode session = listed.get(0);
        assertThat(session.get("browser").asString()).isEqualTo("Firefox, Linux");
        assertThat(session.get("begunAt").asString()).isNotEmpty();
        assertThat(session.get("lastSeenAt").asString()).isNotEmpty();
        HttpResponse<String> ended = end(session.get("id").asString(), token());

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(Http.tree(program.get(MINE, token())).get("items").isEmpty()).isTrue();
        HttpResponse<String> again = end(session.get("id").asString(), token());
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(Http.tree(again).get("code").asString()).isEqualTo("session-not-found");
    }

    @Test
    void nobody_ends_the_session_of_somebody_else() {
        Http browser = signedIn(FIREFOX);
        String id = Http.tree(program.get(MINE, token()))
                .get("items")
                .get(0)
                .get("id")
                .asString();
        IssuedCredential others = accounts.credentialOf(accounts.person("Mallory"));

        String stranger = Http.tree(program.tokenByBasic(others.credential().clientId(), others.secret()))
                .get("access_token")
                .asString();

        assertThat(end(id, stranger).statusCode()).isEqualTo(404);
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "%00"})
    void an_id_that_is_none_is_no_failure_of_ours(String id) {
        assertThat(end(id, token()).statusCode()).isIn(400, 404);
        assertThat(signedIn(FIREFOX)
                        .fillIn("/account", "/account/sessions/" + id + "/end", Map.of())
                        .statusCode())
                .isIn(302, 400, 404);
    }

    @Test
    void without_a_token_nothing_is_listed_or_ended() {
        assertThat(program.get(MINE).statusCode()).isEqualTo(401);
        assertThat(program.json(MINE + "/" + UUID.randomUUID() + "/revocation", "")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_credential_says_when_it_last_got_a_token() {
        Http browser = signedIn(FIREFOX);
        assertThat(browser.get("/account").body()).contains("<td>never</td>");

        String token = token();

        JsonNode listed = Http.tree(program.get("/api/accounts/me/credentials", token));
        assertThat(listed.get("items").get(0).get("lastUsedAt").asString()).isNotEmpty();
        assertThat(browser.get("/account").body()).doesNotContain("<td>never</td>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0 | Edge, Windows
        Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36 | Chrome, Android
        Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/1 Safari/604.1 | Safari, iPhone
        <script>alert(1)</script> | Unknown browser
        """)
    void browsers_are_called_what_people_call_them(String header, String name) {
        assertThat(signedIn(header).get("/account").body()).contains("<td>" + name + "</td>");
    }

    private Http signedIn(String browserName) {
        Http browser = new Http(accounts).calling(browserName);
        HttpResponse<String> answer =
                browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(302);
        return browser;
    }

    private HttpResponse<String> end(String id, String token) {
        return program.json(MINE + "/" + id + "/revocation", token, "");
    }

    private String token() {
        return Http.tree(program.tokenByBasic(credential.credential().clientId(), credential.secret()))
                .get("access_token")
                .asString();
    }
}
