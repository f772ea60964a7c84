package dev.kept.commitments.web;

import java.time.Instant;
import java.util.UUID;

/**
 * What an invitation consists of.
 *
 * @param secret base64url of 32 bytes; only its digest is recorded
 * @param secretDigest base64url of SHA-256 over the secret's ASCII bytes
 */
public record Invited(UUID id, String secret, String secretDigest, Instant expires, String link) {

    /** The secret must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Invited[" + id + "]";
    }
}
