package dev.kept.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program's way in, acting for its owner.
 *
 * @param clientId public
 * @param label the owner's own words
 * @param createdAt when it was made
 * @param lastUsedAt when it last got a token; null while it never did
 * @param revokedAt since when it gets no more tokens; null while it does
 */
public record ApiCredential(
        String clientId,
        String label,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
