package dev.kept.cli;

import dev.kept.client.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A way into Kept: the generated client with a token that the profile's credential was given. */
final class Access {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final String url;
    private final String token;
    private final HttpClient http;

    private Access(String url, String token, HttpClient http) {
        this.url = url;
        this.token = token;
        this.http = http;
    }

    static Access open(Profile profile) {
        String url = checked(profile.url());
        HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
        return new Access(url, token(http, url, profile), http);
    }

    /** For the calls of the generated client. */
    ApiClient client() {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setHttpClientBuilder(HttpClient.newBuilder().connectTimeout(CONNECTING));
        client.setReadTimeout(ANSWERING);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return client;
    }

    String url() {
        return url;
    }

    /** For what is too long to be held in memory. */
    <T> HttpResponse<T> get(String path, @Nullable Long atLeast, HttpResponse.BodyHandler<T> body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
        if (atLeast != null) {
            request.header("Kept-At-Least", atLeast.toString());
        }
        return send(http, request.build(), body);
    }

    /** A secret goes to another machine only where nobody can read along. */
    private static String checked(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "This is not an address: " + url, e);
        }
        String host = uri.getHost();
        if (host == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw new Failure(ExitCode.USAGE, "The address of Kept begins with https:// and names a host: " + url);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new Failure(ExitCode.USAGE, "The address of Kept has neither a name nor anything after its path.");
        }
        boolean here = THIS_MACHINE.matcher(host).matches();
        if ("http".equals(uri.getScheme()) && !here) {
            throw new Failure(
                    ExitCode.USAGE,
                    "The secret would be sent to " + host + " for everybody to read. Use https://, or http:// with this"
                            + " machine alone.");
        }
        return url.replaceAll("/+$", "");
    }

    private static String token(HttpClient http, String url, Profile profile) {
        String basic = Base64.getEncoder()
                .encodeToString((encoded(profile.clientId()) + ":" + encoded(profile.clientSecret()))
                        .getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                .timeout(ANSWERING)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        HttpResponse<String> answer;
        try {
            answer = send(http, request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw unreachable(url, e);
        }
        if (answer.statusCode() == UNAUTHORIZED || answer.statusCode() == BAD_REQUEST) {
            throw new Failure(
                    ExitCode.NOT_SIGNED_IN,
                    "Kept does not accept this credential: it was revoked, or id and secret do not belong together.");
        }
        if (answer.statusCode() != OK) {
            throw new Failure(
                    ExitCode.TRY_AGAIN, url + " gives out no token just now (status " + answer.statusCode() + ").");
        }
        try {
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .path("access_token")
                    .stringValue();
        } catch (JacksonException e) {
            // Not the parser's message: it may quote a token.
            throw new Failure(ExitCode.FAILED, "What answers at " + url + " is not Kept.");
        }
    }

    static Failure unreachable(String url, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Failure(ExitCode.TRY_AGAIN, "Kept did not answer at " + url + ": " + why, cause);
    }

    private static <T> HttpResponse<T> send(HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException {
        try {
            return http.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "Interrupted.", e);
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
