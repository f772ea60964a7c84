/** The read side: what was recorded, as people read it. */
@NullMarked
package dev.kept.projections;

import org.jspecify.annotations.NullMarked;
