package dev.kept.accounts.passkey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its owner tells it from others.
 *
 * @param name as the owner called it
 * @param lastUsedAt when it last opened or confirmed something; null while it never did
 */
public record Passkey(
        UUID id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {
    @Override
    public String toString() {
        return id.toString();
    }
}
