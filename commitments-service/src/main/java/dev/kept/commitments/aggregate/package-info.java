/** The aggregate: one ledger, one order, one consistency boundary. Alone knows every feature: its state answers what each of them reads. */
@NullMarked
package dev.kept.commitments.aggregate;

import org.jspecify.annotations.NullMarked;
