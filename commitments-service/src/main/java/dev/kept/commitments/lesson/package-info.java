/** What was learned. */
@NullMarked
package dev.kept.commitments.lesson;

import org.jspecify.annotations.NullMarked;
