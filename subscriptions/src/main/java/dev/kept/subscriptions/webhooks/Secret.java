package dev.kept.subscriptions.webhooks;

import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Signs a webhook's messages, as Standard Webhooks specifies. */
final class Secret {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    static Secret fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(bytes);
    }

    static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** As it is shown to its owner, once. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * One signature of the header {@code webhook-signature}.
     *
     * @param id of the message, without a full stop
     * @param timestamp of the attempt, in seconds
     * @param body in UTF-8, as the library takes text
     */
    String signature(String id, long timestamp, byte[] body) {
        try {
            return new com.standardwebhooks.Webhook(bytes)
                    .sign(id, timestamp, new String(body, StandardCharsets.UTF_8));
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
