/** Check-ins: which were agreed on, and what became of each. */
@NullMarked
package dev.kept.projections.kinds.checkins;

import org.jspecify.annotations.NullMarked;
