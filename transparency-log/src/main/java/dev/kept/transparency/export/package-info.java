/** A ledger's export as files that can be checked offline: their layout and their writer. */
@NullMarked
package dev.kept.transparency.export;

import org.jspecify.annotations.NullMarked;
