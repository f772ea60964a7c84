package dev.kept.commitments.web;

import dev.kept.events.Means;
import dev.kept.http.Caller;
import dev.kept.http.Posted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reads requests as attempts. The digest that is kept for comparison is keyed by the client's key and by a key that only the service
 * has: nobody who reads the store can guess from it a text that was erased.
 */
@Component
public class Attempts {

    private final byte[] key;
    private final UUID pages;

    /** @param pagesClient the OAuth client that the pages are: whoever comes by it is a person */
    Attempts(
            @Value("${kept.commitments.idempotency-key:}") String key,
            @Value("${kept.oauth.issuer:}") String issuer,
            @Value("${kept.pages.client-id:kept-pages}") String pagesClient) {
        this.pages = Caller.clientOf(issuer, pagesClient);
        this.key = ServiceKeys.decoded(
                "kept.commitments.idempotency-key",
                key,
                "Keep it: with another one, a command repeated from before is refused as another one under the same"
                        + " Idempotency-Key.");
    }

    /** @param scope the ledger's id, {@code open} for a ledger that is not there yet, or what else the request is about */
    public Attempt of(Posted<?> posted, String scope) {
        UUID member = posted.caller().member();
        String clientKey = posted.idempotencyKey();
        if (clientKey == null) {
            return new Attempt(member, null, null, posted.ifMatch(), means(posted));
        }
        return new Attempt(
                member,
                Digests.uuid("command", member.toString(), scope, posted.operation(), clientKey),
                digest(clientKey, posted),
                posted.ifMatch(),
                means(posted));
    }

    private @Nullable Means means(Posted<?> posted) {
        UUID client = posted.caller().client();
        if (client == null) {
            return null;
        }
        return client.equals(pages) ? Means.PAGE : Means.program(client, posted.instructedBy());
    }

    private String digest(String clientKey, Posted<?> posted) {
        byte[] about = (posted.operation() + "\n" + posted.path() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] clients = Digests.hmacSha256(clientKey.getBytes(StandardCharsets.US_ASCII), about, posted.bytes());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.hmacSha256(key, clients));
    }
}
