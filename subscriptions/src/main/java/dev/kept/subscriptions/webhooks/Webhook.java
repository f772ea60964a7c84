package dev.kept.subscriptions.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is stored.
 *
 * @param member who made it
 * @param role as what: {@code A}, {@code B} or {@code mediator}
 * @param url null when the operator's key is another than the one that sealed it
 * @param kinds kinds of entries or wire types; empty for all
 * @param stoppedBecause null unless it is stopped
 * @param oldSecretUntil until when the secret before signs too; null when there is none
 * @param version of what its member decides; the ETag
 * @param position the last entry that is done with
 * @param attempts made for the entry after that
 */
record Webhook(
        UUID id,
        UUID ledger,
        UUID member,
        String role,
        @Nullable String url,
        @Nullable String description,
        List<String> kinds,
        boolean disclosures,
        State state,
        @Nullable Stop stoppedBecause,
        Instant createdAt,
        @Nullable Instant oldSecretUntil,
        long version,
        long position,
        int attempts,
        @Nullable Instant nextTryAt) {

    static final String MEDIATOR = "mediator";

    /** Whether anything is sent. */
    enum State {
        ACTIVE,
        PAUSED,
        STOPPED
    }

    /** Why nothing is sent until its member resumes it. */
    enum Stop {
        /** Its member left the ledger. */
        NO_LONGER_MEMBER,
        /** The receiver answered 410. */
        GONE,
        /** Every attempt failed, for days. */
        NOT_ANSWERING,
        /** The operator's key is another one: address and secret cannot be read. */
        KEY_CHANGED
    }

    boolean madeBy(UUID somebody) {
        return member.equals(somebody);
    }

    /** Members see the webhooks of their own side. A mediator's are seen by that mediator alone. */
    boolean visibleTo(UUID reader, String readersRole) {
        return madeBy(reader) || (role.equals(readersRole) && !role.equals(MEDIATOR));
    }
}
