package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.local.SharedPostgres;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;

class OperationTest {

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final Http visitor = new Http(accounts);

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/sign-up", "/accounts/form-expired", "/accounts/password/forgotten"})
    void pages_come_with_strict_headers_and_nothing_inline(String path) {
        HttpResponse<String> page = visitor.get(path);

        Map<String, String> headers = Map.of(
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "same-origin");
        headers.forEach(
                (name, value) -> assertThat(page.headers().firstValue(name)).hasValue(value));
        assertThat(page.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'")
                        .contains("base-uri 'none'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.body())
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"en\"")
                .doesNotContainPattern("<script(?![^>]* src=\"/accounts/assets/[a-z]+\\.js\"></script>)")
                .doesNotContain("style=")
                .doesNotContain("th:");
    }

    @Test
    void an_answer_to_a_program_is_nothing_that_a_browser_could_show() {
        assertThat(visitor.get("/api/accounts/me").headers().firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void the_stylesheet_may_be_kept_by_browsers() {
        HttpResponse<String> css = visitor.get("/accounts/assets/accounts.css");

        assertThat(css.statusCode()).isEqualTo(200);
        assertThat(css.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
        assertThat(css.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age=3600"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/authorize",
                "/oauth2/authorize?client_id=x",
                "/oauth2/authorize?response_type=code&client_id=%00",
                "/oauth2/authorize?response_type=code&client_id=kept-pages&redirect_uri=%ED%A0%80",
                "/account/credentials/%2e%2e/revocation",
                "/accounts/nothing",
                "/accounts/assets/../../application.properties",
                "/sign-in/more",
                "/userinfo?access_token=x",
                "/connect/logout",
                "/connect/logout?id_token_hint=x",
                "/connect/logout?id_token_hint=%00",
                "/error"
            })
    void garbage_is_never_a_failure_of_ours(String path) {
        assertThat(visitor.get(path).statusCode()).isBetween(300, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=",
                "grant_type=password&username=a&password=b",
                "grant_type=refresh_token&client_id=kept-pages&refresh_token=x",
                "grant_type=refresh_token&client_id=kept-pages",
                "grant_type=refresh_token&client_id=nobody&refresh_token=x",
                "grant_type=authorization_code&client_id=kept-pages&code=%00&code_verifier=x",
                "grant_type=client_credentials&client_id=%ED%A0%80&client_secret=x",
                "grant_type=client_credentials&grant_type=client_credentials",
                "%"
            })
    void garbage_at_the_token_endpoint_is_never_a_failure_of_ours(String form) {
        HttpResponse<String> answer = visitor.send(visitor.request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form)));

        assertThat(answer.statusCode()).isIn(400, 401);
    }

    @Test
    void operations_are_in_the_api_document() {
        JsonNode paths = Http.tree(visitor.get("/v3/api-docs")).get("paths");

        assertThat(paths.findValuesAsString("operationId"))
                .contains(
                        "signUp",
                        "exportAccount",
                        "listCredentials",
                        "createCredential",
                        "revokeCredential",
                        "listSessions",
                        "endSession");
        assertThat(paths.get("/api/accounts").get("post").get("security").isEmpty())
                .isTrue();
        assertThat(paths.get("/api/accounts").get("post").get("responses").propertyNames())
                .contains("201", "400", "403", "409", "429");
        assertThat(paths.get("/api/accounts").get("post").get("requestBody").isObject())
                .isTrue();
    }

    @Test
    void nothing_secret_is_said_when_something_is_printed() {
        User user = accounts.person("Ada Example");
        IssuedCredential issued = accounts.credentialOf(user);

        assertThat(user.toString()).doesNotContain("Ada").doesNotContain("@");
        assertThat(issued.toString()).doesNotContain(issued.secret());
        assertThat(accounts.bean(AccountsSettings.class).toString()).doesNotContain("password=");
    }

    @Nested
    class After_a_restart {

        @Test
        void keys_are_kept_until_they_are_old_and_what_they_signed_stays_good() throws Exception {
            try (RunningAccounts own = RunningAccounts.start()) {
                IssuedCredential issued = own.credentialOf(own.person("Ada"));
                String before = token(new Http(own), issued);

                ages(own, "91 days");
                own.restart();
                assertThat(new Http(own)
                                .get("/api/accounts/me/credentials", before)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(keys(own)).isEqualTo(2);
                // The new key is published first and signs a little later.
                assertThat(keyId(token(new Http(own), issued))).isEqualTo(keyId(before));
                ages(own, "10 minutes");
                own.restart();

                String after = token(new Http(own), issued);
                assertThat(keyId(after)).isNotEqualTo(keyId(before));
                assertThat(verifies(new Http(own), before)).isTrue();
                assertThat(verifies(new Http(own), after)).isTrue();
                ages(own, "17 days");
                own.restart();
                assertThat(keys(own)).isEqualTo(1);
                assertThat(verifies(new Http(own), after)).isTrue();
            }
        }

        private void ages(RunningAccounts own, String time) {
            own.jdbc()
                    .sql("UPDATE signing_key SET created_at = created_at - cast(:time AS interval)")
                    .param("time", time)
                    .update();
        }

        private long keys(RunningAccounts own) {
            return own.jdbc()
                    .sql("SELECT count(*) FROM signing_key")
                    .query(Long.class)
                    .single();
        }

        private static String keyId(String token) throws Exception {
            return SignedJWT.parse(token).getHeader().getKeyID();
        }

        private static boolean verifies(Http program, String token) throws Exception {
            SignedJWT jwt = SignedJWT.parse(token);
            JWKSet keys = JWKSet.parse(program.get("/oauth2/jwks").body());
            return jwt.verify(new RSASSAVerifier(
                    keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey()));
        }
    }

    @Test
    void what_has_expired_is_tidied_away() {
        accounts.jdbc().sql("""
            INSERT INTO oauth2_authorization (id, registered_client_id, principal_name,
              authorization_grant_type, authorization_code_expires_at)
            VALUES ('old', 'kept-pages', 'x', 'authorization_code', now() - interval '2 days'),
                   ('new', 'kept-pages', 'x', 'authorization_code', now())
            """).update();
        accounts.jdbc()
                .sql("INSERT INTO attempt (subject, attempts, last_at) VALUES ('\\x00', 1, now() - interval '2 days')")
                .update();

        accounts.beans(Chore.class).forEach(Chore::tidy);

        assertThat(accounts.jdbc()
                        .sql("SELECT id FROM oauth2_authorization WHERE principal_name = 'x'")
                        .query(String.class)
                        .list())
                .containsExactly("new");
        assertThat(accounts.jdbc()
                        .sql("SELECT count(*) FROM attempt WHERE subject = '\\x00'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void without_the_database_the_answer_is_come_back_later_and_all_is_well_after_it() throws Exception {
        User owner = accounts.person("Ada");
        IssuedCredential issued = accounts.credentialOf(owner);
        // Read once, keys are known for a while, whatever becomes of the database.
        assertThat(visitor.get("/oauth2/jwks").statusCode()).isEqualTo(200);
        SharedPostgres.server().stop();
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> token = visitors.submit(
                    () -> new Http(accounts).tokenByBasic(issued.credential().clientId(), issued.secret()));
            Future<HttpResponse<String>> page = visitors.submit(() -> new Http(accounts)
                    .fillIn("/sign-in", "/sign-in", Map.of("email", "a@example.org", "password", "x")));
            Future<HttpResponse<String>> account = visitors.submit(() -> new Http(accounts)
                    .json(
                            "/api/accounts",
                            "{\"email\":\"a@example.org\",\"name\":\"A\",\"password\":\"twelve characters\"}"));
            assertThat(token.get().statusCode()).isEqualTo(503);
            assertThat(token.get().headers().firstValue("Retry-After")).isPresent();
            assertThat(page.get().statusCode()).isEqualTo(503);
            assertThat(page.get().body()).contains("Not available just now");
            assertThat(account.get().statusCode()).isEqualTo(503);
            assertThat(visitor.get("/oauth2/jwks").statusCode()).isEqualTo(200);
        } finally {
            SharedPostgres.server().start();
        }
        // The pool may wait some seconds before it tries again; so does whoever was told to come back later.
        int status = 503;
        for (int i = 0; status == 503 && i < 6; i++) {
            status = visitor.tokenByBasic(issued.credential().clientId(), issued.secret())
                    .statusCode();
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void a_missing_setting_is_named_at_start() {
        MockEnvironment nothing = new MockEnvironment();
        MockEnvironment wrong = new MockEnvironment().withProperty("kept.public-url", "kept.example.org");

        assertThatThrownBy(() -> AccountsSettings.from(nothing)).hasMessageContaining("kept.public-url");
        assertThatThrownBy(() -> new SpringApplicationBuilder(AccountsApplication.class).run("--server.port=0"))
                .hasRootCauseMessage("The property kept.public-url is not set.");
        assertThatThrownBy(() -> AccountsSettings.from(wrong)).hasMessageContaining("https://kept.example.org");
    }

    @Test
    void behind_tls_the_session_cookie_travels_by_tls_only() {
        try (RunningAccounts own = RunningAccounts.start(Map.of("kept.public-url", "https://kept.example.org"))) {
            assertThat(new Http(own).get("/sign-in").headers().firstValue("Set-Cookie"))
                    .hasValueSatisfying(cookie -> assertThat(cookie).contains("Secure"));
        }
    }

    private static String token(Http program, IssuedCredential issued) {
        return Http.tree(program.tokenByBasic(issued.credential().clientId(), issued.secret()))
                .get("access_token")
                .asString();
    }
}
