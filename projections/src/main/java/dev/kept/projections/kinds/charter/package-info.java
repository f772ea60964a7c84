/** The charter: what is in force, what is proposed, every version, and what changed from one to another. */
@NullMarked
package dev.kept.projections.kinds.charter;

import org.jspecify.annotations.NullMarked;
