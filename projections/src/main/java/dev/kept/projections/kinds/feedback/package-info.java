/** Feedback: what was asked, what the other side said, and what was done about it. */
@NullMarked
package dev.kept.projections.kinds.feedback;

import org.jspecify.annotations.NullMarked;
