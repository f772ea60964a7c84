package dev.kept.subscriptions.webhooks;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param status of the answer; null when there was none
 * @param failure why it was not delivered; null when it was
 * @param retryAfter how long the receiver asks to be left alone; null when it does not say
 */
record DeliveryOutcome(
        @Nullable Integer status,
        @Nullable Failure failure,
        Duration took,
        @Nullable Duration retryAfter) {

    private static final int GONE = 410;

    /** The receiver works, but refuses this message. */
    private static final Set<Integer> REFUSING_THE_MESSAGE = Set.of(400, 413, 415, 422);

    /** Why an attempt failed. */
    enum Failure {
        /** An answer other than 2xx. */
        STATUS,
        UNKNOWN_HOST,
        ADDRESS_NOT_ALLOWED,
        UNREACHABLE,
        TLS,
        TIMEOUT,
        BROKEN_ANSWER;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    boolean delivered() {
        return failure == null;
    }

    /** The receiver wants no more messages. */
    boolean gone() {
        return status != null && status == GONE;
    }

    boolean refusesTheMessage() {
        return status != null && REFUSING_THE_MESSAGE.contains(status);
    }
}
