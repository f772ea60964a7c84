package dev.kept.events;

import java.time.Instant;
import java.util.UUID;

/**
 * One immutable, numbered record in a ledger.
 *
 * @param sequence 0, 1, 2 ... without a gap in its ledger
 * @param id the event's own id
 * @param recorded when the ledger took it, UTC, with milliseconds; never earlier than the entry before
 */
public record Entry(UUID ledger, long sequence, UUID id, Instant recorded, Actor actor, LedgerEvent event) {}
