/**
 * How views follow from entries: pure folds, the same for ingest, rebuild and the past. Owns what an item kind must say about itself
 * and the ledger's own view. Views hold references to texts, never texts.
 */
@NullMarked
package dev.kept.projections.store.fold;

import org.jspecify.annotations.NullMarked;
