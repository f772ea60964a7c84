package dev.kept.subscriptions.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after an attempt that failed. A message that the receiver refuses is given up sooner than one that does not reach it,
 * because the receiver may accept the next one.
 */
final class Backoff {

    /** Standard Webhooks' example: ten attempts within three days and a few hours. */
    static final List<Duration> STANDARD = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final int WAITS_WHEN_REFUSED = 3;
    private static final Duration LONGEST_ASKED = Duration.ofHours(24);
    private static final double JITTER = 0.2;

    private final List<Duration> waits;
    private final DoubleSupplier random;

    /** @param random from 0 to 1: receivers that failed together are not tried again together */
    Backoff(List<Duration> waits, DoubleSupplier random) {
        this.waits = List.copyOf(waits);
        this.random = random;
    }

    /**
     * The wait before the next attempt; empty when there is none.
     *
     * @param attempts made so far, at least 1
     */
    Optional<Duration> after(int attempts, DeliveryOutcome outcome) {
        int most = outcome.refusesTheMessage() ? Math.min(WAITS_WHEN_REFUSED, waits.size()) : waits.size();
        if (attempts > most) {
            return Optional.empty();
        }
        Duration planned = waits.get(attempts - 1);
        Duration jittered = planned.plusMillis((long) (planned.toMillis() * JITTER * random.getAsDouble()));
        Duration asked = outcome.retryAfter();
        if (asked == null || asked.compareTo(jittered) <= 0) {
            return Optional.of(jittered);
        }
        return Optional.of(asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked);
    }
}
