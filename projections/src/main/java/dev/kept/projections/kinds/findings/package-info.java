/** What mediators found, with what each side said to it. */
@NullMarked
package dev.kept.projections.kinds.findings;

import org.jspecify.annotations.NullMarked;
