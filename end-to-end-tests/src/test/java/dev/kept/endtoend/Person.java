package dev.kept.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Someone with a token, who asks the API as a program would. */
public record Person(String url, UUID member, String name, String token) {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_TRIES = 10;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What came back. */
    public record Answer(int status, HttpResponse<String> response) {
        public JsonNode body() {
            return JSON.readTree(response.body());
        }

        public String text(String field) {
            return body().get(field).asString();
        }

        /** The answer, which must have that status. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " but was " + status + ": " + response.body()
                        + " from " + response.request().method() + " " + response.uri());
            }
            return this;
        }
    }

    public static Person signUp(String url, String name, String email) {
        return Account.open(url, name, email).person();
    }

    /** @param account what the answer to signing up says */
    public static Person signedUp(String url, String name, JsonNode account) {
        return new Person(
                url,
                UUID.fromString(account.get("member").asString()),
                name,
                token(
                        url,
                        account.get("clientId").asString(),
                        account.get("clientSecret").asString()));
    }

    static String token(String url, String clientId, String clientSecret) {
        String basic = Base64.getEncoder()
                .encodeToString((URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                                + URLEncoder.encode(clientSecret, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.US_ASCII));
        return send(HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .expect(200)
                .text("access_token");
    }

    Person with(String otherToken) {
        return new Person(url, member, name, otherToken);
    }

    /** The same person, who asks another process. */
    public Person at(String otherUrl) {
        return new Person(otherUrl, member, name, token);
    }

    public Answer post(String path, Object body, String... headers) {
        String json = body instanceof String text ? text : JSON.writeValueAsString(body);
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /**
     * Uploads a file.
     *
     * @param name as it is called
     * @param headers more of them
     */
    public Answer upload(String path, String name, byte[] bytes, String... headers) {
        return send(request(path, headers)
                .header(
                        "Kept-File-Name",
                        URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .POST(BodyPublishers.ofByteArray(bytes)));
    }

    /** What is at a path, byte for byte. */
    public HttpResponse<byte[]> download(String path) {
        try {
            return HTTP.send(request(path).GET().build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Unreachable(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** As {@link #get}, seeing at least that entry. */
    public Answer getAtLeast(long sequence, String path) {
        return get(path, "Kept-At-Least", Long.toString(sequence));
    }

    /** As {@link #getAtLeast}, for an entry that something else than a command of ours brings: asks again as long as it is told to. */
    Answer getOnceThere(long sequence, String path) {
        Answer answer = getAtLeast(sequence, path);
        for (int i = 0; answer.status() == 503 && i < MOST_TRIES; i++) {
            answer = getAtLeast(sequence, path);
        }
        return answer.expect(200);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new Unreachable(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No answer came: what was asked for may or may not have happened. */
    public static final class Unreachable extends RuntimeException {
        Unreachable(IOException cause) {
            super(cause);
        }
    }
}
