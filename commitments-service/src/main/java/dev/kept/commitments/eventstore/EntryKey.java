package dev.kept.commitments.eventstore;

import java.util.UUID;

/** An entry's ledger and sequence. */
public record EntryKey(UUID ledger, long sequence) {}
