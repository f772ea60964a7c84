/** The interests that people disclosed of themselves. */
@NullMarked
package dev.kept.projections.interests;

import org.jspecify.annotations.NullMarked;
