package dev.kept.accounts.invitation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invitation that was open when it was looked up, and by which one account can be made. */
public sealed interface Admission {

    /** @param expires from when on nobody can accept it */
    record ToLedger(UUID ledger, UUID invitation, Instant expires) implements Admission {}

    /** @param email where it was mailed to, so that whoever has it reads mail there; null when it was handed over */
    record OfOperator(UUID id, @Nullable String email) implements Admission {
        @Override
        public String toString() {
            return "OfOperator[" + id + "]";
        }
    }
}
