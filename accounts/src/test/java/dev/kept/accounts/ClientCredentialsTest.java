package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.kept.accounts.secrets.Secrets;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClientCredentialsTest {

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final Http program = new Http(accounts);

    @Test
    void a_token_speaks_for_the_owner_of_the_credential() {
        User owner = accounts.person("Ada Example");
        IssuedCredential issued = accounts.credentialOf(owner);

        HttpResponse<String> answer = program.tokenByBasic(issued.credential().clientId(), issued.secret());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        JsonNode body = Http.tree(answer);
        assertThat(body.get("token_type").asString()).isEqualTo("Bearer");
        JsonNode claims = Http.claims(body.get("access_token").asString());
        assertThat(claims.get("sub").asString()).isEqualTo(owner.id().toString());
        assertThat(claims.get("name").asString()).isEqualTo("Ada Example");
        assertThat(claims.get("iss").asString()).isEqualTo(accounts.url());
        assertThat(claims.get("aud").toString()).contains("kept");
        assertThat(claims.get("client_id").asString())
                .isEqualTo(issued.credential().clientId());
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(3600);
        assertThat(body.get("access_token").asString()).doesNotContain("email");
    }

    @Test
    void the_secret_may_stand_in_the_body() {
        IssuedCredential issued = accounts.credentialOf(accounts.person("Ada"));

        assertThat(program.tokenByPost(issued.credential().clientId(), issued.secret())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_published_keys_verify_the_token() throws Exception {
        IssuedCredential issued = accounts.credentialOf(accounts.person("Ada"));
        SignedJWT token = SignedJWT.parse(
                Http.tree(program.tokenByBasic(issued.credential().clientId(), issued.secret()))
                        .get("access_token")
                        .asString());

        String published = program.get("/oauth2/jwks").body();

        JWKSet keys = JWKSet.parse(published);
        assertThat(token.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(keys.getKeys()).noneMatch(key -> key.isPrivate());
    }

    @Test
    void no_row_is_left_behind() {
        IssuedCredential issued = accounts.credentialOf(accounts.person("Ada"));

        program.tokenByBasic(issued.credential().clientId(), issued.secret());

        assertThat(accounts.jdbc()
                        .sql("SELECT count(*) FROM oauth2_authorization WHERE registered_client_id = :id")
                        .param("id", issued.credential().clientId())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Nested
    class No_token_is_to_be_had {

        @Test
        void with_a_wrong_secret() {
            IssuedCredential issued = accounts.credentialOf(accounts.person("Ada"));

            assertRefused(program.tokenByBasic(issued.credential().clientId(), issued.secret() + "x"));
            assertRefused(program.tokenByPost(issued.credential().clientId(), "wrong"));
        }

        @Test
        void with_the_stored_digest_instead_of_the_secret() {
            IssuedCredential issued = accounts.credentialOf(accounts.person("Ada"));

            assertRefused(program.tokenByBasic(issued.credential().clientId(), Secrets.digest(issued.secret())));
        }

        @Test
        void with_an_unknown_client() {
            assertRefused(program.tokenByBasic("api-00000000000000000000", "x"));
            assertRefused(program.tokenByPost("kept-pages", ""));
            assertRefused(program.form("/oauth2/token", Map.of("grant_type", "client_credentials")));
        }

        @Test
        void with_a_client_id_that_is_no_text() {
            assertThat(program.tokenByBasic("a\u0000b", "x").statusCode()).isEqualTo(400);
        }

        @Test
        void with_a_revoked_credential() {
            User owner = accounts.person("Ada");
            IssuedCredential issued = accounts.credentialOf(owner);

            accounts.bean(ApiCredentials.class)
                    .revoke(owner.id(), issued.credential().clientId());

            assertRefused(program.tokenByBasic(issued.credential().clientId(), issued.secret()));
        }

        @Test
        void when_the_owners_account_is_gone() {
            User owner = accounts.person("Ada");
            IssuedCredential issued = accounts.credentialOf(owner);

            accounts.jdbc()
                    .sql("DELETE FROM user_account WHERE id = :id")
                    .param("id", owner.id())
                    .update();

            assertRefused(program.tokenByBasic(issued.credential().clientId(), issued.secret()));
        }

        private void assertRefused(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"kept\"");
            assertThat(Http.tree(answer).get("error").asString()).isEqualTo("invalid_client");
        }
    }
}
