/** Feedback: asked for, given, acted upon. */
@NullMarked
package dev.kept.commitments.feedback;

import org.jspecify.annotations.NullMarked;
