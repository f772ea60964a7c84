/**
 * What every query has in common: who may read which ledger, the state now or as of an earlier entry, and the texts of an answer,
 * fetched at once.
 */
@NullMarked
package dev.kept.projections.store.reading;

import org.jspecify.annotations.NullMarked;
