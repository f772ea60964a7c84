/** Lessons: what was learned, and what will be done differently. */
@NullMarked
package dev.kept.projections.kinds.lessons;

import org.jspecify.annotations.NullMarked;
