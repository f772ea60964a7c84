/** The kinds of entry: one package for each, with its fold, its views and its queries. */
@NullMarked
package dev.kept.projections.kinds;

import org.jspecify.annotations.NullMarked;
