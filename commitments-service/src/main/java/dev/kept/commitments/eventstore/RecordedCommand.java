package dev.kept.commitments.eventstore;

import dev.kept.commitments.kernel.Appended;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that was recorded under an idempotency key.
 *
 * @param digest what it was recorded with: another digest under the same id is another command; null for one recorded before digests
 *     were keyed by the service
 * @param answer the answer it got; its item is what its first entry is about
 */
public record RecordedCommand(UUID id, @Nullable String digest, Appended answer) {}
