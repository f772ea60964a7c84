/** The interests that people disclosed of themselves. */
@NullMarked
package dev.kept.projections.kinds.interests;

import org.jspecify.annotations.NullMarked;
