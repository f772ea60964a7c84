/** Whoever listens hears every entry once, in order, for as long as they may. */
@NullMarked
package dev.kept.projections.store.stream;

import org.jspecify.annotations.NullMarked;
