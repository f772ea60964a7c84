/** Conversations: the account of a talk, what came of it, and what the other side says to the account. */
@NullMarked
package dev.kept.projections.kinds.conversations;

import org.jspecify.annotations.NullMarked;
