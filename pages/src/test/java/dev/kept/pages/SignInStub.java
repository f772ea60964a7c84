package dev.kept.pages;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider at which a code is a subject and a nonce, and an access token is the subject. */
final class SignInStub {

    private static final Pattern CODE = Pattern.compile("code=([^&]+)");
    private static final SignInStub SHARED = new SignInStub();

    private static final Pattern REFRESH = Pattern.compile("refresh_token=([^&]+\\.\\d+)");

    private final RSAKey key;
    private final Set<String> spent = new HashSet<>();
    private final String url;

    private SignInStub() {
        try {
            key = new RSAKeyGenerator(2048).keyID("stub").generate();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            url = "http://127.0.0.1:" + server.getAddress().getPort();
            server.createContext("/jwks", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
            server.createContext("/token", exchange -> answer(exchange, token(exchange)));
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> properties() {
        return Map.of(
                "kept.oauth.jwk-set-uri",
                SHARED.url + "/jwks",
                "kept.pages.authorization-uri",
                "https://issuer.test/authorize",
                "kept.pages.token-uri",
                SHARED.url + "/token",
                "kept.pages.end-session-uri",
                "https://issuer.test/logout");
    }

    private String token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (form.equals("grant_type=client_credentials")) {
            return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600}".formatted(client(exchange));
        }
        Matcher refresh = REFRESH.matcher(form);
        if (refresh.find()) {
            return refreshed(refresh.group(1));
        }
        Matcher code = CODE.matcher(form);
        if (!code.find() || !form.contains("code_verifier=")) {
            throw new IOException("no code, or no proof that it was asked for here");
        }
        String[] parts =
                URLDecoder.decode(code.group(1), StandardCharsets.UTF_8).split(" ", 2);
        Instant now = Instant.now();
        try {
            SignedJWT id = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("stub").build(),
                    new JWTClaimsSet.Builder()
                            .issuer("https://issuer.test")
                            .subject(parts[0])
                            .audience("kept-pages")
                            .claim("nonce", parts[1])
                            .claim("name", parts[0])
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(600)))
                            .build());
            id.sign(new RSASSASigner(key));
            return ("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"id_token\":\"%s\","
                            + "\"refresh_token\":\"%s.0\"}")
                    .formatted(parts[0], parts[0].startsWith("renewing") ? 1 : 600, id.serialize(), parts[0]);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String client(HttpExchange exchange) {
        String basic = exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
        return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2)[0];
    }

    /** A refresh token is good once. */
    private synchronized String refreshed(String token) {
        if (!spent.add(token)) {
            return "{\"error\":\"invalid_grant\"}";
        }
        String subject = token.substring(0, token.indexOf('.'));
        int number = Integer.parseInt(token.substring(token.indexOf('.') + 1));
        return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600,\"refresh_token\":\"%s.%d\"}"
                .formatted(subject, subject, number + 1);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(json.startsWith("{\"error\"") ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
