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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The last commands of a person whose account is closed, in the person's name: ledgers are left, and what was the person's alone is
 * deleted, drafts, reflections and settings, as the person could have done before. What was recorded stays, and so do names.
 */
@Component
class Farewell {

    /** What became of one attempt. */
    enum Outcome {
        /** Something ended: whether it was all shows when somebody looks again. */
        SAID,
        /** The person is in no ledger, and nothing is stored that was theirs alone. */
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
            Walk ledgers = walk(person, "/api/ledgers", ledger -> leave(person, ledger));
            Walk drafts = walk(person, "/api/drafts", draft -> discardDraft(person, draft));
            Walk reflections = walk(
                    person,
                    "/api/reflections",
                    reflection -> isGone(command(
                            person, "/api/reflections/" + encoded(text(reflection, "/reflection")) + "/discard")));
            boolean removed = command(person, "/api/settings/removal").isSuccess();
            if (!(ledgers.all() && drafts.all() && reflections.all() && removed)) {
                return Outcome.FAILED;
            }
            return ledgers.some() || drafts.some() || reflections.some() ? Outcome.SAID : Outcome.NOTHING_LEFT;
        } catch (ServicesAway away) {
            return Outcome.FAILED;
        }
    }

    /**
     * What came of a list.
     *
     * @param some whether something was in it
     * @param all whether nothing stood against anything
     */
    private record Walk(boolean some, boolean all) {}

    /** @param ends false where a rule stands against it */
    private Walk walk(Person person, String list, Predicate<JsonNode> ends) {
        boolean some = false;
        boolean all = true;
        String next = "";
        do {
            ServicesApi.Answer page = services.get(person.token(), list + next);
            all &= page.isSuccess();
            for (JsonNode item : page.body().path("items")) {
                some = true;
                all &= ends.test(item);
            }
            String cursor = text(page.body(), "/next");
            next = cursor.isEmpty() ? "" : "?cursor=" + encoded(cursor);
        } while (!next.isEmpty());
        return new Walk(some, all);
    }

    private boolean leave(Person person, JsonNode ledger) {
        String path = "/api/ledgers/" + encoded(text(ledger, "/ledger"));
        if (!text(ledger, "/role").equals("mediator")) {
            return isGone(command(person, path + "/members/" + person.member() + "/removal"));
        }
        String mediation = mediation(person, services.get(person.token(), path).body());
        return mediation != null
                && isGone(command(person, path + "/mediators/" + encoded(mediation) + "/standing-down"));
    }

    /** Whoever reads somebody else's draft reads it no more. */
    private boolean discardDraft(Person person, JsonNode draft) {
        String path = "/api/drafts/" + encoded(text(draft, "/draft"));
        return isGone(
                command(person, path + (text(draft, "/as").equals("AUTHOR") ? "/discard" : "/reader/withdrawal")));
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

    /** What is not there has ended already. */
    private static boolean isGone(ServicesApi.Answer answer) {
        return answer.isSuccess() || answer.status() == NOT_FOUND;
    }

    private ServicesApi.Answer command(Person person, String path) {
        return services.post(person.token(), path, Map.of());
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
