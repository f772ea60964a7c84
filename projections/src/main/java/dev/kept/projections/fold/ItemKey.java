package dev.kept.projections.fold;

import java.util.UUID;

/** An item within its ledger. */
public record ItemKey(String kind, UUID id) {}
