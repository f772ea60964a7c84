package dev.kept.commitments.notary;

import dev.kept.http.Problem;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Nothing is signed before the store has been compared with the heads that were published: it might be another one by now. */
@Component
class SigningGate {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private volatile boolean open;

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** @throws Problem 503 while it is shut */
    void requireOpen() {
        if (!open) {
            throw Problem.temporarilyUnavailable(
                    "Nothing is signed yet: the record is being compared with the heads that were published before.",
                    RETRY_AFTER);
        }
    }
}
