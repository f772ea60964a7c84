/** Concerns with their whole history: how the other side answered, what was done about it, and what it repeats. */
@NullMarked
package dev.kept.projections.kinds.concerns;

import org.jspecify.annotations.NullMarked;
