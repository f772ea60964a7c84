/**
 * Commitments as people read them: one view per commitment with its whole history, folded from the entries, and the queries that list
 * and show them. Holds references to texts, never a text.
 */
@NullMarked
package dev.kept.projections.kinds.commitments;

import org.jspecify.annotations.NullMarked;
