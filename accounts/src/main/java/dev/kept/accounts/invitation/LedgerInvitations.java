package dev.kept.accounts.invitation;

import dev.kept.accounts.services.ServicesApi;
import dev.kept.accounts.services.ServicesAway;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks the public API about an invitation as anybody can who has its secret: accounts know no ledger. */
@Component
class LedgerInvitations {

    private final ServicesApi services;

    LedgerInvitations(ServicesApi services) {
        this.services = services;
    }

    /**
     * Empty when there is no such invitation, or it is not open any more.
     *
     * @throws ServicesAway when the API does not say
     */
    Optional<Admission> open(Brought.ToLedger brought) {
        ServicesApi.Answer answer = services.post(
                null,
                "/api/invitation-previews",
                Map.of(
                        "ledger", brought.ledger(),
                        "invitation", brought.invitation(),
                        "secret", brought.secret()));
        JsonNode preview = answer.body();
        if (!answer.isSuccess() || !preview.path("open").asBoolean(false)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Admission.ToLedger(
                    brought.ledger(),
                    brought.invitation(),
                    Instant.parse(preview.path("expires").asString(""))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
