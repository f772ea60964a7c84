package dev.kept.accounts.invitation;

import dev.kept.accounts.settings.AccountsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the public API about an invitation as anybody can who has its secret: accounts know no ledger. */
@Component
class LedgerInvitations {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI previews;

    LedgerInvitations(AccountsSettings settings) {
        this.previews = URI.create(settings.apiUrl() + "/api/invitation-previews");
    }

    /**
     * Empty when there is no such invitation, or it is not open any more.
     *
     * @throws CannotAsk when the API does not say
     */
    Optional<Admission> open(Brought.ToLedger brought) {
        HttpRequest asked = HttpRequest.newBuilder(previews)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of(
                        "ledger", brought.ledger().toString(),
                        "invitation", brought.invitation().toString(),
                        "secret", brought.secret()))))
                .build();
        try {
            HttpResponse<String> answer = http.send(asked, HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status == OK) {
                return admission(brought, JSON.readTree(answer.body()));
            }
            if (status >= BAD_REQUEST && status < SERVER_ERROR && status != TOO_MANY_REQUESTS) {
                return Optional.empty();
            }
        } catch (IOException | JacksonException | DateTimeException e) {
            // Reported below: what the answer holds belongs into no message.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotAsk();
    }

    private static Optional<Admission> admission(Brought.ToLedger brought, JsonNode preview) {
        return preview.path("open").asBoolean(false)
                ? Optional.of(new Admission.ToLedger(
                        brought.ledger(),
                        brought.invitation(),
                        Instant.parse(preview.path("expires").asString(""))))
                : Optional.empty();
    }
}
