/** Planned dates at which something is looked at, and what came of them. */
@NullMarked
package dev.kept.commitments.checkpoint;

import org.jspecify.annotations.NullMarked;
