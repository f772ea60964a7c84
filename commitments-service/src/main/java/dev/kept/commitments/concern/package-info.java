/** Concerns: raised, answered, apologised for with a repair, remedied, settled when both sides are ready. */
@NullMarked
package dev.kept.commitments.concern;

import org.jspecify.annotations.NullMarked;
