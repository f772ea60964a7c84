/** What mediators asked and found, with what each side said to it. */
@NullMarked
package dev.kept.projections.kinds.mediation;

import org.jspecify.annotations.NullMarked;
