package dev.kept.commitments.eventstore;

import dev.kept.commitments.ledger.Appended;
import java.util.UUID;

/**
 * A command that was recorded under an idempotency key.
 *
 * @param digest what it was recorded with: another digest under the same id is another command
 * @param answer the answer it got; its item is what its first entry is about
 */
public record RecordedCommand(UUID id, String digest, Appended answer) {}
