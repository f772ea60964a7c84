/** Concerns with their whole history: how the other side answered, what was done about it, and what it repeats. */
@NullMarked
package dev.kept.projections.concerns;

import org.jspecify.annotations.NullMarked;
