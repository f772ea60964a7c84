package dev.kept.commitments.ledger;

/** Everything the rules of a ledger need to know, and no text. */
public record LedgerState() {}
