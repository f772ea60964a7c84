/** What every feature of the write side is made with: commands, refusals, and what is known of a ledger. Imports no feature. */
@NullMarked
package dev.kept.commitments.kernel;

import org.jspecify.annotations.NullMarked;
