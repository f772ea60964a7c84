package dev.kept.commitments.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Makes invitations. A secret is derived from the invitation's id by a key that only the service has: nothing but its digest is
 * stored, and a command that is repeated answers the same secret.
 */
@Component
public class Invitations {

    private static final Duration VALID = Duration.ofDays(14);
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key;
    private final String publicUrl;
    private final Clock clock;

    Invitations(
            @Value("${kept.commitments.invitation-key:}") String key,
            @Value("${kept.public-url:}") String publicUrl,
            Clock clock) {
        this.key = ServiceKeys.decoded(
                "kept.commitments.invitation-key",
                key,
                "Keep it: with another one, invitations that are on their way are not affected, but a repeated command"
                        + " would answer another secret.");
        if (publicUrl.isBlank()) {
            throw new IllegalStateException(
                    "kept.public-url is not set: give it the address at which people reach Kept, for the links in"
                            + " invitations.");
        }
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.clock = clock;
    }

    Invited invite(UUID ledger, UUID invitation) {
        String secret = BASE64URL.encodeToString(
                Digests.hmacSha256(key, invitation.toString().getBytes(StandardCharsets.US_ASCII)));
        String link = "%s/ledgers/%s/invitations/%s#%s".formatted(publicUrl, ledger, invitation, secret);
        Instant expires = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(VALID);
        return new Invited(invitation, secret, digest(secret), expires, link);
    }

    /**
     * An invitation to read a draft; as any other, its secret stands behind the {@code #} of its link.
     *
     * @param invitation its id, the same when the request is repeated
     */
    public Invited inviteReader(UUID draft, UUID invitation) {
        String about = "reader of " + draft + " by " + invitation;
        String secret = BASE64URL.encodeToString(Digests.hmacSha256(key, about.getBytes(StandardCharsets.US_ASCII)));
        String link = "%s/drafts/%s/reading#%s".formatted(publicUrl, draft, secret);
        Instant expires = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(VALID);
        return new Invited(invitation, secret, digest(secret), expires, link);
    }

    /** What is recorded of a secret. */
    static String digest(String secret) {
        return BASE64URL.encodeToString(Digests.sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
