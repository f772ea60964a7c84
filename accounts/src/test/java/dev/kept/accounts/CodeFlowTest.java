package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.kept.accounts.housekeeping.Chore;
import dev.kept.accounts.sessions.BrowserSessions;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void signing_out_ends_the_session_and_its_refresh_token() {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));

        HttpResponse<String> answer = signOut(tokens.get("id_token").asString());

        assertThat(location(answer)).isEqualTo(accounts.url() + "/?state=a%20b%26c");
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(refresh(tokens.get("refresh_token").asString()).statusCode()).isEqualTo(400);
    }

    @Test
    void signing_out_works_with_an_id_token_that_was_renewed_since_and_has_expired() {
        JsonNode first = Http.tree(exchange(code(), VERIFIER));
        JsonNode second = Http.tree(refresh(first.get("refresh_token").asString()));
        accounts.jdbc()
                .sql("UPDATE oauth2_authorization SET oidc_id_token_expires_at = now() - interval '3 days',"
                        + " access_token_expires_at = now() - interval '3 days' WHERE principal_name = :person")
                .param("person", user.id().toString())
                .update();

        HttpResponse<String> answer = signOut(first.get("id_token").asString());

        assertThat(location(answer)).startsWith(accounts.url() + "/");
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(refresh(second.get("refresh_token").asString()).statusCode()).isEqualTo(400);
    }

    @Test
    void signing_out_works_after_the_providers_own_session_was_idle_for_too_long() {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));
        idle();
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(refresh(tokens.get("refresh_token").asString()).statusCode()).isEqualTo(200);
        assertThat(sessions()).isEqualTo(1);

        signOut(tokens.get("id_token").asString());

        assertThat(sessions()).isZero();
    }

    @Test
    void signing_out_here_ends_no_sign_in_of_another_browser() {
        JsonNode here = Http.tree(exchange(code(), VERIFIER));
        CodeFlowTest elsewhere = new CodeFlowTest();
        JsonNode there = Http.tree(elsewhere.exchange(elsewhere.code(email), VERIFIER));

        signOut(here.get("id_token").asString());

        assertThat(refresh(there.get("refresh_token").asString()).statusCode()).isEqualTo(200);
        assertThat(elsewhere.browser.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void signing_out_on_the_accounts_page_ends_what_the_sign_in_granted_too() {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));

        browser.fillIn("/account", "/sign-out", Map.of());

        assertThat(refresh(tokens.get("refresh_token").asString()).statusCode()).isEqualTo(400);
    }

    @Test
    void nobody_is_signed_out_by_a_token_that_is_no_id_token_of_this_provider() {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));
        String idToken = tokens.get("id_token").asString();
        String forged = idToken.substring(0, idToken.length() - 8) + "AAAAAAAA";

        assertThat(signOut(forged).statusCode()).isEqualTo(400);
        assertThat(signOut(tokens.get("access_token").asString()).statusCode()).isEqualTo(400);
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void the_public_client_revokes_its_token_as_discovery_says() {
        JsonNode discovery = Http.tree(browser.get("/.well-known/openid-configuration"));
        assertThat(discovery.get("revocation_endpoint_auth_methods_supported").toString())
                .contains("\"none\"");
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));
        String refreshToken = tokens.get("refresh_token").asString();
        String endpoint = discovery.get("revocation_endpoint").asString();

        HttpResponse<String> revoked = pages.form(endpoint, Map.of("client_id", "kept-pages", "token", refreshToken));

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(refresh(refreshToken).statusCode()).isEqualTo(400);
        assertThat(pages.form(endpoint, Map.of("client_id", "nobody", "token", "x"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_access_token_says_that_it_is_one_and_an_id_token_opens_nothing() throws Exception {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));
        String access = tokens.get("access_token").asString();
        String id = tokens.get("id_token").asString();

        assertThat(SignedJWT.parse(access).getHeader().getType().toString()).isEqualTo("at+jwt");
        assertThat(SignedJWT.parse(id).getHeader().getType()).isNotEqualTo(new JOSEObjectType("at+jwt"));
        assertThat(pages.get("/userinfo", access).statusCode()).isEqualTo(200);
        assertThat(pages.get("/userinfo", id).statusCode()).isEqualTo(401);
        assertThat(pages.get("/api/accounts/me/credentials", id).statusCode()).isEqualTo(401);
    }

    @Test
    void the_address_and_whether_it_is_verified_are_at_user_info_for_who_asks_and_in_no_token() {
        browserSignsIn();
        String code = Objects.requireNonNull(query(location(browser.get(authorize(Map.of("scope", "openid email")))))
                .get("code"));
        JsonNode tokens = Http.tree(exchange(code, VERIFIER));
        String access = tokens.get("access_token").asString();

        JsonNode unverified = Http.tree(pages.get("/userinfo", access));
        accounts.jdbc()
                .sql("UPDATE user_account SET email_verified_at = now() WHERE id = :id")
                .param("id", user.id())
                .update();

        assertThat(unverified.get("email").asString()).isEqualTo(email);
        assertThat(unverified.get("email_verified").asBoolean()).isFalse();
        assertThat(Http.tree(pages.get("/userinfo", access))
                        .get("email_verified")
                        .asBoolean())
                .isTrue();
        assertThat(Http.claims(access).toString()).doesNotContain(email);
        assertThat(Http.claims(tokens.get("id_token").asString()).toString()).doesNotContain(email);
    }

    @Test
    void a_session_is_seen_when_the_pages_renew_what_it_granted() {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));
        idle();
        accounts.jdbc()
                .sql("UPDATE browser_session SET used_at = now() - interval '1 day' WHERE owner = :id")
                .param("id", user.id())
                .update();

        refresh(tokens.get("refresh_token").asString());

        BrowserSessions.OpenSession seen =
                accounts.bean(BrowserSessions.class).of(user.id()).getFirst();
        assertThat(seen.lastSeenAt()).isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void ending_a_session_from_elsewhere_ends_what_it_granted() {
        JsonNode tokens = Http.tree(exchange(code(), VERIFIER));
        Http elsewhere = new Http(accounts);
        elsewhere.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
        Matcher end = Pattern.compile("/account/sessions/[0-9a-f-]{36}/end")
                .matcher(elsewhere.get("/account").body());
        assertThat(end.find()).isTrue();

        elsewhere.fillIn("/account", end.group(), Map.of());

        assertThat(refresh(tokens.get("refresh_token").asString()).statusCode()).isEqualTo(400);
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void of_a_persons_sign_ins_the_oldest_ends_when_there_are_too_many() {
        String first =
                Http.tree(exchange(code(), VERIFIER)).get("refresh_token").asString();
        for (int i = 1; i < BrowserSessions.MOST; i++) {
            accounts.bean(BrowserSessions.class).begin(user.id(), null);
        }
        String second = Http.tree(refresh(first)).get("refresh_token").asString();

        accounts.bean(BrowserSessions.class).begin(user.id(), null);

        assertThat(sessions()).isEqualTo(BrowserSessions.MOST);
        assertThat(refresh(second).statusCode()).isEqualTo(400);
    }

    @Test
    void a_session_that_granted_nothing_more_is_deleted_when_it_is_idle() {
        browserSignsIn();
        idle();

        accounts.beans(Chore.class).forEach(Chore::tidy);

        assertThat(sessions()).isZero();
    }

    @Test
    void before_somebody_signs_in_nothing_is_stored_and_no_session_begins() {
        int before = allSessions();

        HttpResponse<String> asked = browser.get(authorize(Map.of("state", "x".repeat(1_000))));
        HttpResponse<String> form = browser.get("/sign-in");
        HttpResponse<String> tooLong = browser.get(authorize(Map.of("state", "x".repeat(16_000 / 8))));

        assertThat(allSessions()).isEqualTo(before);
        for (HttpResponse<String> answer : List.of(asked, form, tooLong)) {
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .allSatisfy(cookie -> assertThat(cookie)
                            .hasSizeLessThan(3_000)
                            .startsWith("kept-accounts-")
                            .contains("HttpOnly")
                            .contains("SameSite=Lax"));
        }
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

    private HttpResponse<String> signOut(String idToken) {
        return browser.form(
                "/connect/logout",
                Map.of(
                        "client_id",
                        "kept-pages",
                        "id_token_hint",
                        idToken,
                        "post_logout_redirect_uri",
                        accounts.url() + "/",
                        "state",
                        "a b&c"));
    }

    private void idle() {
        accounts.jdbc()
                .sql("UPDATE browser_session SET seen_at = seen_at - interval '31 minutes' WHERE owner = :owner")
                .param("owner", user.id())
                .update();
    }

    private int sessions() {
        return accounts.jdbc()
                .sql("SELECT count(*) FROM browser_session WHERE owner = :owner")
                .param("owner", user.id())
                .query(Integer.class)
                .single();
    }

    private int allSessions() {
        return accounts.jdbc()
                .sql("SELECT count(*) FROM browser_session")
                .query(Integer.class)
                .single();
    }

    private String code() {
        return code(email);
    }

    private String code(String email) {
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
