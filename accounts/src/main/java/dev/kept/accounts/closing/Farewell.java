package dev.kept.accounts.closing;

import dev.kept.accounts.openid.OwnTokens;
import dev.kept.accounts.services.ServicesApi;
import dev.kept.accounts.services.ServicesAway;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.http.Caller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The last commands of a person whose account is closed, in the person's name: ledgers are left and settings removed, as the person could
 * have done before. What the person wrote and is called there stays.
 */
@Component
class Farewell {

    /** What became of one attempt. */
    enum Outcome {
        /** Something was left: whether it was all shows when somebody looks again. */
        SAID,
        /** The person is in no ledger, and nothing of what they chose is stored. */
        NOTHING_LEFT,
        /** Something was refused, or the API does not answer. */
        FAILED
    }

    private static final int NOT_FOUND = 404;

    private final ServicesApi services;
    private final OwnTokens tokens;
    private final AccountsSettings settings;

    Farewell(ServicesApi services, OwnTokens tokens, AccountsSettings settings) {
        this.services = services;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** Whose, by what token. */
    private record Person(UUID member, String token) {
        @Override
        public String toString() {
            return "Person[" + member + "]";
        }
    }

    /** @param account the {@code sub} that the person's tokens had */
    Outcome say(UUID account) {
        Person person = new Person(Caller.memberOf(settings.issuer(), account.toString()), tokens.of(account));
        try {
            boolean some = false;
            boolean all = true;
            String next = "";
            do {
                ServicesApi.Answer page = services.get(person.token(), "/api/ledgers" + next);
                if (!page.isSuccess()) {
                    return Outcome.FAILED;
                }
                for (JsonNode ledger : page.body().path("items")) {
                    some = true;
                    all &= leave(person, text(ledger, "/ledger"), text(ledger, "/role"));
                }
                String cursor = text(page.body(), "/next");
                next = cursor.isEmpty() ? "" : "?cursor=" + encoded(cursor);
            } while (!next.isEmpty());
            all &= command(person, "/api/settings/removal");
            if (!all) {
                return Outcome.FAILED;
            }
            return some ? Outcome.SAID : Outcome.NOTHING_LEFT;
        } catch (ServicesAway away) {
            return Outcome.FAILED;
        }
    }

    /** False when a rule stands against it. */
    private boolean leave(Person person, String ledger, String role) {
        String path = "/api/ledgers/" + encoded(ledger);
        if (!role.equals("mediator")) {
            return isLeft(services.post(
                    person.token(), path + "/members/" + person.member() + "/removal", Map.of()));
        }
        String mediation = mediation(person, services.get(person.token(), path).body());
        return mediation != null
                && isLeft(services.post(
                        person.token(), path + "/mediators/" + encoded(mediation) + "/standing-down", Map.of()));
    }

    private static @Nullable String mediation(Person person, JsonNode ledger) {
        for (JsonNode each : ledger.path("mediators")) {
            if (!each.hasNonNull("until")
                    && text(each, "/person/member").equals(person.member().toString())) {
                return text(each, "/mediator");
            }
        }
        return null;
    }

    /** Whoever is not in the ledger has left it. */
    private static boolean isLeft(ServicesApi.Answer answer) {
        return answer.isSuccess() || answer.status() == NOT_FOUND;
    }

    private boolean command(Person person, String path) {
        return services.post(person.token(), path, Map.of()).isSuccess();
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
