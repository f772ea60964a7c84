package dev.kept.projections.readmodels;

/** The kinds of items that have dates. */
public enum DatedKind {
    COMMITMENT,
    CHECKPOINT,
    CHECK_INS
}
