package dev.kept.projections.store.fold;

import java.util.UUID;

/** An item within its ledger. */
public record ItemKey(String kind, UUID id) {}
