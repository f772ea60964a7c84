/** Decisions: who put forward what and why, who agreed or objected, and what took its place. */
@NullMarked
package dev.kept.projections.kinds.decisions;

import org.jspecify.annotations.NullMarked;
