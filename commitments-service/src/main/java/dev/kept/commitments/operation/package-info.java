/** What somebody may do in a ledger now, by the rules that decide the commands. Knows no rule. */
@NullMarked
package dev.kept.commitments.operation;

import org.jspecify.annotations.NullMarked;
