package dev.kept.commitments.commitment;

import dev.kept.events.Side;
import java.time.Instant;
import java.util.UUID;

/** Terms one side put forward for an occurrence, and the other has not answered yet. */
record Proposal(UUID id, Side by, Instant due) {}
