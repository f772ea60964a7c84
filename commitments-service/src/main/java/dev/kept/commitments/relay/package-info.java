/**
 * Carries every entry from the event store to Kafka, in order, at least once, byte for byte. Owns the topics {@code ledger.statements}
 * and {@code ledger.disclosures}; commands never wait for it.
 */
@NullMarked
package dev.kept.commitments.relay;

import org.jspecify.annotations.NullMarked;
