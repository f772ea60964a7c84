package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two processes of accounts over one database, behind a front door that sends one request here and the next there. */
class ReplicasTest {

    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    @Test
    void signing_in_refreshing_and_signing_out_work_whichever_replica_answers() throws Exception {
        try (RunningAccounts one = RunningAccounts.start();
                RunningAccounts two = one.replica()) {
            for (int i = 0; i < 12; i++) {
                String email = RunningAccounts.freshEmail();
                one.person(email, "Ada");
                Http browser = new Http(one, two);
                if (i % 2 == 1) {
                    browser.get("/sign-up");
                }
                Http pages = new Http(one, two);

                String place = location(browser.get(authorize(one)));
                HttpResponse<String> signedIn = browser.fillIn(
                        path(place), "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
                String code = code(location(browser.get(path(location(signedIn)))));
                JsonNode tokens = Http.tree(pages.form(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "kept-pages",
                                "code",
                                code,
                                "redirect_uri",
                                one.url() + "/login/oauth2/code/kept",
                                "code_verifier",
                                VERIFIER)));
                assertThat(SignedJWT.parse(tokens.get("id_token").asString())
                                .getJWTClaimsSet()
                                .getIssuer())
                        .isEqualTo(one.url());
                JsonNode renewed = Http.tree(refresh(pages, tokens));
                assertThat(browser.get("/account").statusCode()).isEqualTo(200);
                assertThat(browser.get("/account").statusCode()).isEqualTo(200);

                browser.form(
                        "/connect/logout",
                        Map.of("id_token_hint", tokens.get("id_token").asString()));

                assertThat(browser.get("/account").statusCode()).isEqualTo(302);
                assertThat(browser.get("/account").statusCode()).isEqualTo(302);
                assertThat(refresh(pages, renewed).statusCode()).isEqualTo(400);
            }
        }
    }

    private static HttpResponse<String> refresh(Http pages, JsonNode tokens) {
        return pages.form(
                "/oauth2/token",
                Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "kept-pages",
                        "refresh_token", tokens.get("refresh_token").asString()));
    }

    private static String authorize(RunningAccounts accounts) throws Exception {
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        return "/oauth2/authorize?"
                + Http.encoded(new TreeMap<>(Map.of(
                        "response_type", "code",
                        "client_id", "kept-pages",
                        "scope", "openid profile",
                        "state", "a-state",
                        "redirect_uri", accounts.url() + "/login/oauth2/code/kept",
                        "code_challenge", challenge,
                        "code_challenge_method", "S256")));
    }

    private static String code(String address) {
        Matcher matcher = CODE.matcher(address);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** Of an address of either replica. */
    private static String path(String address) {
        URI uri = URI.create(address);
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.statusCode()));
    }
}
