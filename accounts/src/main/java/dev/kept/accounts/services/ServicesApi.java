package dev.kept.accounts.services;

import dev.kept.accounts.settings.AccountsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API at {@code kept.accounts.api-url}. */
@Component
public class ServicesApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SUCCESS = 200;
    private static final int REFUSAL = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FAILURE = 500;

    /**
     * An answer or a refusal.
     *
     * @param status from 200 to 499, but not 429
     * @param body an object without fields where it is no JSON
     */
    public record Answer(int status, JsonNode body) {
        public boolean isSuccess() {
            return status < REFUSAL;
        }

        @Override
        public String toString() {
            return Integer.toString(status);
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String url;

    ServicesApi(AccountsSettings settings) {
        this.url = settings.apiUrl().toString();
    }

    /** @throws ServicesAway when there is no answer */
    public Answer get(String token, String path) {
        return get(token, path, PATIENCE);
    }

    /** As {@link #get(String, String)}, waiting no longer than that. */
    Answer get(String token, String path, Duration patience) {
        return send(request(token, path).timeout(patience).GET());
    }

    /**
     * Sends a command, each under a key of its own.
     *
     * @param token null for what everybody may ask
     * @throws ServicesAway when there is no answer, or nobody knows whether it was done
     */
    public Answer post(@Nullable String token, String path, Object body) {
        return send(request(token, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(@Nullable String token, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).header("Accept", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status >= SUCCESS && status < FAILURE && status != TOO_MANY_REQUESTS) {
                return new Answer(status, json(answer));
            }
        } catch (IOException | JacksonException e) {
            // As any other answer that is none.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ServicesAway();
    }

    /** @throws JacksonException when what should be an answer is none */
    private static JsonNode json(HttpResponse<String> answer) {
        boolean expected = answer.statusCode() < REFUSAL && !answer.body().isEmpty();
        return expected ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    }
}
