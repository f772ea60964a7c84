/**
 * The numbers of kept against missed promises, the same for both sides, each with what it counts. Never a ranking: whoever reads a
 * number can list the occurrences behind it.
 */
@NullMarked
package dev.kept.projections.views.dashboard;

import org.jspecify.annotations.NullMarked;
