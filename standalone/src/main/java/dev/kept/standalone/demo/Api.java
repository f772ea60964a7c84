package dev.kept.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API, by operation id: where an operation lives is what the OpenAPI document says. */
final class Api implements AutoCloseable {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Map<String, String> paths = new HashMap<>();

    Api(String url) {
        this.url = url;
    }

    /** Learns where the commands are. */
    void read() throws InterruptedException {
        JsonNode document = JSON.readTree(
                send(HttpRequest.newBuilder(URI.create(url + "/v3/api-docs")).build())
                        .body());
        document.get("paths").forEachEntry((path, methods) -> {
            if (methods.has("post")) {
                paths.put(methods.at("/post/operationId").asString(), path);
            }
        });
    }

    /** A token that acts for the owner of an API credential. */
    String token(String clientId, String clientSecret) throws InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret="
                + encoded(clientSecret);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        if (answer.statusCode() != 200) {
            throw new Unplayable("A played person got no token: status " + answer.statusCode() + ".");
        }
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    /**
     * Issues a command.
     *
     * @param variable the value of a path's variable
     * @throws Unplayable when there is no such operation, or it refuses
     */
    JsonNode issue(String operation, Function<String, String> variable, JsonNode body, String token)
            throws InterruptedException {
        String path = paths.get(operation);
        if (path == null) {
            throw new Unplayable("There is no command '" + operation + "'.");
        }
        String filled = VARIABLE.matcher(path)
                .replaceAll((MatchResult found) -> Matcher.quoteReplacement(encoded(variable.apply(found.group(1)))));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + filled))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
        JsonNode said = JSON.readTree(answer.body());
        if (answer.statusCode() / 100 != 2) {
            throw new Unplayable("It was refused: " + said.path("detail").asString("status " + answer.statusCode())
                    + (said.has("errors") ? " " + said.get("errors") : ""));
        }
        return said;
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unplayable("Kept does not answer at " + url + ".");
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
