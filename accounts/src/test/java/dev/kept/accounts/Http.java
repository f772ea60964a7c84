package dev.kept.accounts;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One visitor: keeps cookies, follows no redirect by itself. */
class Http {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final String url;
    private final String[] replicas;
    private int requests;
    private @Nullable String forwardedFor;
    private @Nullable String languages;
    private @Nullable String userAgent;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Http(RunningAccounts accounts) {
        this(accounts, accounts);
    }

    /** Comes through a front door at the first one's address that sends each request to the next replica. */
    Http(RunningAccounts accounts, RunningAccounts replica) {
        this.url = accounts.url();
        this.replicas = new String[] {accounts.url(), replica.url()};
    }

    /** As it comes through a proxy that says from where. */
    Http from(String address) {
        forwardedFor = address;
        return this;
    }

    /** With a browser that asks for these. */
    Http accepting(String accepted) {
        languages = accepted;
        return this;
    }

    /** As a browser that calls itself so. */
    Http calling(String name) {
        userAgent = name;
        return this;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> get(String path, String bearer) {
        return send(request(path).header("Authorization", "Bearer " + bearer).GET());
    }

    HttpResponse<String> form(String path, Map<String, String> fields) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
    }

    /** As a browser would: fetches the page, fills its form in, sends it with the token it found. */
    HttpResponse<String> fillIn(String page, String action, Map<String, String> fields) {
        String csrf = csrf(get(page).body());
        Map<String, String> all = new TreeMap<>(fields);
        all.put("_csrf", csrf);
        return form(action, all);
    }

    HttpResponse<String> json(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> json(String path, String bearer, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + bearer)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> tokenByBasic(String clientId, String secret) {
        return send(request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", basic(clientId, secret))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    HttpResponse<String> tokenByPost(String clientId, String secret) {
        return form(
                "/oauth2/token",
                Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(path)))
                .header(
                        "Accept",
                        path.startsWith("/api") || path.startsWith("/v3") || path.startsWith("/oauth2/token")
                                ? "application/json"
                                : "text/html")
                .timeout(Duration.ofSeconds(30));
        if (languages != null) {
            request.header("Accept-Language", languages);
        }
        if (userAgent != null) {
            request.header("User-Agent", userAgent);
        }
        return forwardedFor == null ? request : request.header("X-Forwarded-For", forwardedFor);
    }

    private String address(String path) {
        String own = path.startsWith(url) ? path.substring(url.length()) : path;
        return own.startsWith("http") ? own : replicas[requests++ % replicas.length] + own;
    }

    static String csrf(String page) {
        Matcher matcher = CSRF.matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no CSRF token in " + page);
        }
        return matcher.group(1);
    }

    static JsonNode tree(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** What a token says, unverified. */
    static JsonNode claims(String token) {
        return JSON.readTree(
                Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))));
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
