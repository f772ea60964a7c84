package dev.kept.projections.store.ingest;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record put aside, with its bytes.
 *
 * @param sequence known when the record could be read
 * @param reason quotes nothing of the record
 */
record Parked(
        Received received, @Nullable UUID ledger, @Nullable Long sequence, String reason) {}
