/** A commitment's life: made or requested, renegotiated, delivered, confirmed or disputed, missed, ended; and how it recurs. */
@NullMarked
package dev.kept.commitments.commitment;

import org.jspecify.annotations.NullMarked;
