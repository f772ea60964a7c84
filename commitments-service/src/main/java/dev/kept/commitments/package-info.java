/** The write side: commands, the Ledger aggregate, the event store and the relay. */
@NullMarked
package dev.kept.commitments;

import org.jspecify.annotations.NullMarked;
