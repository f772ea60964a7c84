/** The aggregate: one ledger, one order, one consistency boundary. Features decide over the parts of its state that they own. */
@NullMarked
package dev.kept.commitments.ledger;

import org.jspecify.annotations.NullMarked;
