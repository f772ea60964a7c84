package dev.kept.commitments.eventstore;

import java.util.UUID;

/**
 * Where an entry stands, without what it says.
 *
 * @param at its place in the order of commits
 */
public record EntryPosition(StorePosition at, UUID ledger, long sequence) {}
