/** New tables take the old ones' place, and nobody notices. */
@NullMarked
package dev.kept.projections.store.rebuild;

import org.jspecify.annotations.NullMarked;
