/** Talks that took place, recorded in one command with what came of them, and what the other side says to the account. */
@NullMarked
package dev.kept.commitments.conversation;

import org.jspecify.annotations.NullMarked;
