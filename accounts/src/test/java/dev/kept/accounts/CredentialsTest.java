package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.accounts.secrets.Secrets;
import dev.kept.http.Caller;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CredentialsTest {

    private static final String MINE = "/api/accounts/me/credentials";

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final Http program = new Http(accounts);

    @Nested
    class By_a_program {

        private final User owner = accounts.person("Ada");
        private final IssuedCredential first = accounts.credentialOf(owner);
        private final String token = token(first.credential().clientId(), first.secret());

        @Test
        void a_new_one_works_and_its_secret_is_shown_once() {
            HttpResponse<String> created = program.json(MINE, token, "{\"label\":\"build server\"}");

            assertThat(created.statusCode()).isEqualTo(201);
            JsonNode credential = Http.tree(created);
            assertThat(credential.get("label").asString()).isEqualTo("build server");
            String secret = credential.get("clientSecret").asString();
            assertThat(token(credential.get("clientId").asString(), secret)).isNotEmpty();
            HttpResponse<String> list = program.get(MINE, token);
            assertThat(Http.tree(list).get("items").findValuesAsString("label"))
                    .containsExactly("build server", "tests");
            assertThat(list.body()).doesNotContain(secret).doesNotContain(Secrets.digest(secret));
        }

        @Test
        void a_revoked_one_gets_no_token_and_its_old_token_makes_no_new_credential() {
            HttpResponse<String> revoked = revoke(token, first.credential().clientId());

            assertThat(revoked.statusCode()).isEqualTo(200);
            assertThat(Http.tree(revoked).get("revokedAt").asString()).isNotEmpty();
            assertThat(program.tokenByBasic(first.credential().clientId(), first.secret())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(program.json(MINE, token, "{\"label\":\"again\"}").statusCode())
                    .isEqualTo(401);
        }

        @Test
        void revoking_twice_changes_nothing() {
            IssuedCredential second = accounts.credentialOf(owner);

            JsonNode once = Http.tree(revoke(token, second.credential().clientId()));
            JsonNode twice = Http.tree(revoke(token, second.credential().clientId()));

            assertThat(twice).isEqualTo(once);
        }

        @Test
        void anothers_credential_is_as_unknown_as_one_that_never_was() {
            IssuedCredential anothers = accounts.credentialOf(accounts.person("Bea"));

            HttpResponse<String> known = revoke(token, anothers.credential().clientId());
            HttpResponse<String> unknown = revoke(token, "api-00000000000000000000");

            assertThat(known.statusCode()).isEqualTo(404);
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(Http.tree(known).get("code").asString()).isEqualTo("credential-not-found");
            assertThat(token(anothers.credential().clientId(), anothers.secret()))
                    .isNotEmpty();
        }

        @Test
        void a_label_is_needed() {
            HttpResponse<String> answer = program.json(MINE, token, "{\"label\":\"  \"}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Http.tree(answer).get("errors").findValuesAsString("pointer"))
                    .containsExactly("#/label");
        }

        @Test
        void there_may_be_so_many_and_no_more() {
            for (int i = 1; i < ApiCredentials.MOST; i++) {
                accounts.credentialOf(owner);
            }

            HttpResponse<String> answer = program.json(MINE, token, "{\"label\":\"one more\"}");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(Http.tree(answer).get("code").asString()).isEqualTo("too-many-credentials");
        }

        @Test
        void creations_at_once_do_not_exceed_the_limit_together() throws Exception {
            for (int i = 2; i < ApiCredentials.MOST; i++) {
                accounts.credentialOf(owner);
            }

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = IntStream.range(0, 20)
                        .mapToObj(i -> threads.submit(() -> program.json(MINE, token, "{\"label\":\"at once\"}")
                                .statusCode()))
                        .toList();
                List<Integer> codes = new ArrayList<>();
                for (Future<Integer> answer : answers) {
                    codes.add(answer.get());
                }
                assertThat(codes).containsOnlyOnce(201).contains(409).containsOnly(201, 409);
            }
            assertThat(accounts.bean(ApiCredentials.class).of(owner.id())).hasSize(ApiCredentials.MOST);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "%00"})
        void no_token_or_a_bad_one_is_a_401_with_its_challenge(String bearer) {
            HttpResponse<String> answer = bearer.isEmpty() ? program.get(MINE) : program.get(MINE, bearer);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
            assertThat(Http.tree(answer).get("code").asString()).isEqualTo("unauthenticated");
        }

        private HttpResponse<String> revoke(String bearer, String clientId) {
            return program.json(MINE + "/" + clientId + "/revocation", bearer, "");
        }
    }

    @Nested
    class On_the_page {

        private final String email = RunningAccounts.freshEmail();
        private final User owner = accounts.person(email, "Ada");
        private final Http browser = new Http(accounts);

        @Test
        void a_new_one_works_and_its_secret_is_shown_once() {
            signIn();

            HttpResponse<String> created =
                    browser.fillIn("/account", "/account/credentials", Map.of("label", "laptop"));

            assertThat(created.statusCode()).isEqualTo(302);
            String page = browser.get("/account").body();
            assertThat(token(text(page, "client-id"), text(page, "client-secret")))
                    .isNotEmpty();
            assertThat(browser.get("/account").body()).contains("laptop").doesNotContain(text(page, "client-secret"));
            assertThat(page)
                    .as("the mark that both sides see on what it records")
                    .contains(Caller.clientOf(accounts.url(), text(page, "client-id"))
                            .toString()
                            .substring(0, 8));
        }

        @Test
        void one_is_revoked_by_its_button() {
            IssuedCredential issued = accounts.credentialOf(owner);
            signIn();
            String clientId = issued.credential().clientId();

            browser.fillIn("/account", "/account/credentials/" + clientId + "/revocation", Map.of());

            assertThat(program.tokenByBasic(clientId, issued.secret()).statusCode())
                    .isEqualTo(401);
            assertThat(browser.get("/account").body()).contains("revoked");
        }

        @Test
        void a_label_is_needed() {
            signIn();

            HttpResponse<String> answer = browser.fillIn("/account", "/account/credentials", Map.of("label", ""));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("Enter a label.").contains("href=\"#label\"");
        }

        @Test
        void another_site_cannot_send_the_form() {
            signIn();

            assertThat(browser.form("/account/credentials", Map.of("label", "x"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(accounts.bean(ApiCredentials.class).of(owner.id())).isEmpty();
        }

        private void signIn() {
            browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
        }

        private static String text(String page, String id) {
            String mark = "id=\"" + id + "\">";
            int start = page.indexOf(mark) + mark.length();
            return page.substring(start, page.indexOf('<', start));
        }
    }

    private String token(String clientId, String secret) {
        HttpResponse<String> answer = program.tokenByBasic(clientId, secret);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Http.tree(answer).get("access_token").asString();
    }
}
