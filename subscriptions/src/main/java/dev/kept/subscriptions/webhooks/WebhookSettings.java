package dev.kept.subscriptions.webhooks;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.env.Environment;

/**
 * What the operator decides about webhooks.
 *
 * @param key that seals addresses and secrets, at least 32 bytes
 * @param allowed networks beside the public internet
 * @param httpAllowed whether addresses without TLS are accepted
 * @param retryAfter the waits between the attempts for one entry
 * @param concurrency attempts at a time
 * @param timeout of an attempt
 * @param lease how long a sender may be silent before another one takes over
 */
@SuppressWarnings("ArrayRecordComponent")
record WebhookSettings(
        byte[] key,
        List<Network> allowed,
        boolean httpAllowed,
        List<Duration> retryAfter,
        int concurrency,
        Duration timeout,
        Duration lease) {

    /** How long the previous secret still signs after a new one was made. */
    static final Duration GRACE = Duration.ofHours(24);

    /** For each side, and for each mediator. */
    static final int MOST = 10;

    private static final int MIN_KEY_BYTES = 32;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String KEY = "kept.webhooks.key";
    private static final String NETWORKS = "kept.webhooks.allowed-networks";
    private static final String RETRIES = "kept.webhooks.retry-after";

    /** @throws IllegalStateException that names the setting and what it should be */
    static WebhookSettings of(Environment environment) {
        return new WebhookSettings(
                key(environment.getProperty(KEY, "")),
                each(
                        environment,
                        NETWORKS,
                        "blocks of addresses separated by commas, such as 10.20.0.0/16",
                        List.of(),
                        Network::parse),
                environment.getProperty("kept.webhooks.allow-http", Boolean.class, false),
                each(
                        environment,
                        RETRIES,
                        "durations separated by commas, such as PT5S,PT5M",
                        Backoff.STANDARD,
                        Duration::parse),
                environment.getProperty("kept.webhooks.concurrency", Integer.class, 64),
                TIMEOUT,
                // Longer than a lookup, two connects and an answer may take together.
                environment.getProperty("kept.webhooks.lease", Duration.class, Duration.ofSeconds(60)));
    }

    private static byte[] key(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length >= MIN_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new IllegalStateException(KEY + " must be base64 of at least " + MIN_KEY_BYTES
                + " random bytes, e.g. from 'openssl rand -base64 32': it seals the secrets of webhooks. Keep it: with"
                + " another key, none of them is sent any more.");
    }

    private static <T> List<T> each(
            Environment environment, String name, String meaning, List<T> otherwise, Function<String, T> reading) {
        String value = environment.getProperty(name, "");
        if (value.isBlank()) {
            return otherwise;
        }
        try {
            return Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .map(reading)
                    .toList();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalStateException(name + " must hold " + meaning + ".", e);
        }
    }

    @Override
    public String toString() {
        return "WebhookSettings";
    }
}
