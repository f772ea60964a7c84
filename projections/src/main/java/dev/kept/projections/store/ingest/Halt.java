package dev.kept.projections.store.ingest;

import java.time.Instant;

/**
 * A ledger that does not go on.
 *
 * @param expected the entry it waits for
 */
record Halt(long expected, String reason, Instant since) {}
