/** How far each ledger is known, and who waits for it to be known further: readers of their own writes, and open streams. */
@NullMarked
package dev.kept.projections.store.heads;

import org.jspecify.annotations.NullMarked;
