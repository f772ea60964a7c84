/** The words by which reflections are found. */
@NullMarked
package dev.kept.commitments.reflection;

import org.jspecify.annotations.NullMarked;
