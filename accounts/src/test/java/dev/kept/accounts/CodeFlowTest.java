package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CodeFlowTest {

    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final Http browser = new Http(accounts);
    private final Http pages = new Http(accounts);
    private final String redirect = accounts.url() + "/login/oauth2/code/kept";
    private final String email = RunningAccounts.freshEmail();
    private User user;

    @BeforeEach
    void someone() {
        user = accounts.person(email, "Ada Example");
    }

    @Test
    void someone_signs_in_and_the_pages_learn_who_it_is() throws Exception {
        JsonNode discovery = Http.tree(browser.get("/.well-known/openid-configuration"));
        assertThat(discovery.get("issuer").asString()).isEqualTo(accounts.url());

        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));

        SignedJWT idToken = SignedJWT.parse(tokens.get("id_token").asString());
        JWKSet keys =
                JWKSet.parse(browser.get(discovery.get("jwks_uri").asString()).body());
        assertThat(idToken.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(idToken.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        JWTClaimsSet claims = idToken.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(accounts.url());
        assertThat(claims.getAudience()).containsExactly("kept-pages");
        assertThat(claims.getSubject()).isEqualTo(user.id().toString());
        assertThat(claims.getStringClaim("name")).isEqualTo("Ada Example");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("a-nonce");
        JsonNode access = Http.claims(tokens.get("access_token").asString());
        assertThat(access.get("sub").asString()).isEqualTo(user.id().toString());
        assertThat(access.get("name").asString()).isEqualTo("Ada Example");
        assertThat(access.get("aud").toString()).contains("\"kept\"").doesNotContain("pages");
        assertThat(tokens.toString()).doesNotContain(email);
        JsonNode info =
                Http.tree(pages.get("/userinfo", tokens.get("access_token").asString()));
        assertThat(info.get("sub").asString()).isEqualTo(user.id().toString());
        assertThat(info.get("name").asString()).isEqualTo("Ada Example");
    }

    @Test
    void who_signs_up_on_the_way_goes_on_where_it_led() {
        HttpResponse<String> start = browser.get(authorize(Map.of()));
        assertThat(start.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));

        HttpResponse<String> signedUp = browser.fillIn(
                "/sign-up",
                "/sign-up",
                Map.of("email", RunningAccounts.freshEmail(), "name", "New", "password", RunningAccounts.PASSWORD));

        assertThat(signedUp.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).contains("/oauth2/authorize?"));
    }

    @Test
    void who_is_signed_in_is_not_asked_again() {
        code();

        assertThat(location(browser.get(authorize(Map.of())))).startsWith(redirect + "?code=");
    }

    @Test
    void a_code_is_of_use_once_and_to_its_verifier_alone() {
        String code = code();

        assertThat(exchange(code, VERIFIER + "x").statusCode()).isEqualTo(400);
        assertThat(exchange(code, VERIFIER).statusCode()).isEqualTo(200);
        assertThat(exchange(code, VERIFIER).statusCode()).isEqualTo(400);
    }

    @Test
    void a_refresh_token_is_exchanged_for_a_new_one() {
        JsonNode first = Http.tree(exchange(code(), VERIFIER));

        HttpResponse<String> second = refresh(first.get("refresh_token").asString());

        assertThat(second.statusCode()).isEqualTo(200);
        String next = Http.tree(second).get("refresh_token").asString();
        assertThat(next).isNotEqualTo(first.get("refresh_token").asString());
        assertThat(refresh(next).statusCode()).isEqualTo(200);
    }

    @Test
    void a_refresh_token_shown_twice_ends_the_sign_in_for_thief_and_owner() {
        String first =
                Http.tree(exchange(code(), VERIFIER)).get("refresh_token").asString();
        String second = Http.tree(refresh(first)).get("refresh_token").asString();

        assertThat(refresh(first).statusCode()).isEqualTo(400);
        assertThat(refresh(second).statusCode()).isEqualTo(400);
    }

    @Test
    void a_deleted_account_gets_no_more_tokens() {
        String refreshToken =
                Http.tree(exchange(code(), VERIFIER)).get("refresh_token").asString();

        accounts.jdbc()
                .sql("DELETE FROM user_account WHERE id = :id")
                .param("id", user.id())
                .update();

        HttpResponse<String> answer = refresh(refreshToken);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_grant");
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void a_copy_of_the_table_holds_neither_codes_nor_tokens_nor_the_address() {
        String code = code();
        JsonNode tokens = Http.tree(exchange(code, VERIFIER));

        String rows = accounts.jdbc()
                .sql("SELECT a::text FROM oauth2_authorization a WHERE principal_name = :id")
                .param("id", user.id().toString())
                .query(String.class)
                .single();

        assertThat(rows)
                .doesNotContain(code)
                .doesNotContain(tokens.get("refresh_token").asString())
                .doesNotContain(tokens.get("access_token").asString())
                .doesNotContain(tokens.get("id_token").asString())
                .doesNotContain(email);
    }

    @Test
    void without_pkce_there_is_no_code() {
        browserSignsIn();

        String to = location(
                browser.get("/oauth2/authorize?response_type=code&client_id=kept-pages&scope=openid&redirect_uri="
                        + Http.encoded(redirect)));

        assertThat(to).contains("error=invalid_request").doesNotContain("code=");
    }

    @Test
    void nobody_is_sent_to_an_address_that_is_not_the_pages() {
        browserSignsIn();

        HttpResponse<String> answer = browser.get(authorize(Map.of("redirect_uri", "https://evil.example.org/")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void user_info_asks_programs_for_a_token_and_sends_nobody_to_a_page() {
        HttpResponse<String> answer = pages.get("/userinfo");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
    }

    @Test
    void signing_out_at_the_provider_ends_the_session_here() {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));

        HttpResponse<String> answer = browser.get("/connect/logout?client_id=kept-pages&id_token_hint="
                + tokens.get("id_token").asString()
                + "&post_logout_redirect_uri="
                + Http.encoded(accounts.url() + "/"));

        assertThat(location(answer)).startsWith(accounts.url() + "/");
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void discovery_names_only_what_is_served() {
        JsonNode discovery = Http.tree(browser.get("/.well-known/openid-configuration"));

        assertThat(discovery.has("introspection_endpoint")).isFalse();
        assertThat(discovery.get("grant_types_supported").toString())
                .isEqualTo("[\"authorization_code\",\"refresh_token\",\"client_credentials\"]");
        assertThat(discovery.get("id_token_signing_alg_values_supported").toString())
                .isEqualTo("[\"RS256\"]");
        IssuedCredential issued = accounts.credentialOf(user);
        assertThat(pages.form(
                                "/oauth2/introspect",
                                Map.of(
                                        "token",
                                        "x",
                                        "client_id",
                                        issued.credential().clientId(),
                                        "client_secret",
                                        issued.secret()))
                        .statusCode())
                .isIn(401, 403);
    }

    private String code() {
        assertThat(browser.get(authorize(Map.of())).statusCode()).isEqualTo(302);
        HttpResponse<String> signedIn =
                browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
        String back = location(browser.get(location(signedIn)));
        assertThat(back).startsWith(redirect + "?");
        assertThat(query(back)).containsEntry("state", "a-state");
        return Objects.requireNonNull(query(back).get("code"));
    }

    private void browserSignsIn() {
        browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
    }

    private HttpResponse<String> exchange(String code, String verifier) {
        return pages.form(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "kept-pages",
                        "code", code,
                        "redirect_uri", redirect,
                        "code_verifier", verifier));
    }

    private HttpResponse<String> refresh(String token) {
        return pages.form(
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "client_id", "kept-pages", "refresh_token", token));
    }

    private String authorize(Map<String, String> changes) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "response_type", "code",
                "client_id", "kept-pages",
                "scope", "openid profile",
                "state", "a-state",
                "nonce", "a-nonce",
                "redirect_uri", redirect,
                "code_challenge", challenge(),
                "code_challenge_method", "S256"));
        query.putAll(changes);
        return "/oauth2/authorize?" + Http.encoded(query);
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.statusCode()));
    }

    private static Map<String, String> query(String url) {
        return Stream.of(URI.create(url).getQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
