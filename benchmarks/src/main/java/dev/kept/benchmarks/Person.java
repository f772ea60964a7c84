package dev.kept.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with an account: asks the API with a token, and opens pages in a browser's manner. */
final class Person {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String url;
    private final String email = "person-" + UUID.randomUUID() + "@example.org";
    private final String password = "a long pass phrase " + UUID.randomUUID();
    private final UUID member;
    private final String token;

    private Person(String url, String name) throws IOException, InterruptedException {
        this.url = url;
        JsonNode account = JSON.readTree(required(http.send(
                HttpRequest.newBuilder(URI.create(url + "/api/accounts"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                JSON.writeValueAsString(Map.of("email", email, "name", name, "password", password))))
                        .build(),
                BodyHandlers.ofString())));
        this.member = UUID.fromString(account.get("member").asString());
        String secret = account.get("clientId").asString() + ":"
                + account.get("clientSecret").asString();
        JsonNode granted = JSON.readTree(required(http.send(
                HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString())));
        this.token = granted.get("access_token").asString();
    }

    static Person signUp(String url, String name) throws IOException, InterruptedException {
        return new Person(url, name);
    }

    UUID member() {
        return member;
    }

    /** Asks the API. */
    HttpResponse<String> ask(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Posts to the API, and reads what it answers. */
    JsonNode post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return JSON.readTree(required(http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString())));
    }

    String token() {
        return token;
    }

    /** Opens a page; {@link #signIn} comes first. */
    HttpResponse<String> open(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    /** In the browser, by the form that a page asks for. */
    void signIn(String page) throws IOException, InterruptedException {
        HttpResponse<String> form = open(page);
        Matcher csrf = CSRF.matcher(form.body());
        String fields =
                Map.of("email", email, "password", password, "_csrf", csrf.find() ? csrf.group(1) : "")
                        .entrySet()
                        .stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        HttpResponse<String> signedIn = http.send(
                HttpRequest.newBuilder(form.uri().resolve("/sign-in"))
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(fields))
                        .build(),
                BodyHandlers.ofString());
        if (signedIn.statusCode() != 200 || !signedIn.uri().getPath().equals(page)) {
            throw new IllegalStateException(
                    "the sign-in led to " + signedIn.uri().getPath() + ", " + signedIn.statusCode());
        }
    }

    private static String required(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response.uri().getPath() + " answers " + response.statusCode());
        }
        return response.body();
    }
}
