/** Checkpoints: planned dates with everything that was ever set, held and missed. */
@NullMarked
package dev.kept.projections.kinds.checkpoints;

import org.jspecify.annotations.NullMarked;
