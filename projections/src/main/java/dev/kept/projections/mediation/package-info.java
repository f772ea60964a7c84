/** What mediators asked and found, with what each side said to it. */
@NullMarked
package dev.kept.projections.mediation;

import org.jspecify.annotations.NullMarked;
